using System.Security.Cryptography;
using System.Text;

namespace Bunraku.TestSupport;

/// <summary>The support masks that come with the program, also for their characters as teachers. A test checks that they are those that are found.</summary>
public static class KeptMasks
{
    /// <summary>The folder of the masks, each named by its character's hash.</summary>
    public static string Folder { get; } = Path.Combine(SharedData.Repository, "assets", "support-masks");

    /// <summary>Puts the masks of the teachers into the cache of a home that a test has made for a program.</summary>
    /// <param name="home">The folder that BUNRAKU_HOME will name.</param>
    public static void CopyTo(string home)
    {
        string cache = Path.Combine(home, "cache", "support-masks");
        Directory.CreateDirectory(cache);
        foreach (string mask in Directory.GetFiles(Folder))
        {
            string key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"student {Path.GetFileNameWithoutExtension(mask)}")));
            File.Copy(mask, Path.Combine(cache, key + ".mask"), overwrite: true);
        }
    }
}
