using System.Security.Cryptography;
using System.Text;

namespace Bunraku.TestSupport;

/// <summary>Koito's support mask, which takes 128 frames to find, for tests that are about something else. A test checks that it is the one that is found.</summary>
public static class KeptMasks
{
    /// <summary>The folder of the masks, each named by its character's hash.</summary>
    public static string Folder { get; } = TestData.Path("support-masks");

    /// <summary>Puts the masks into the cache of a home that a test has made for a program.</summary>
    /// <param name="home">The folder that BUNRAKU_HOME will name.</param>
    public static void CopyTo(string home)
    {
        string cache = Path.Combine(home, "cache", "support-masks");
        Directory.CreateDirectory(cache);
        foreach (string mask in Directory.GetFiles(Folder))
        {
            // Under its character, and under the same character as a teacher, as the cache names them.
            string character = Path.GetFileNameWithoutExtension(mask);
            foreach (string key in (string[])[character, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"student {character}")))])
            {
                File.Copy(mask, Path.Combine(cache, key + ".mask"), overwrite: true);
            }
        }
    }
}
