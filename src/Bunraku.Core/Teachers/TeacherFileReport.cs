using System.Security.Cryptography;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;

namespace Bunraku.Core.Teachers;

/// <summary>What an examination found out about one of the five files.</summary>
/// <param name="Network">The network that it must hold.</param>
/// <param name="Path">Where it is, or should be.</param>
/// <param name="Length">Its bytes, or null where there is no file.</param>
/// <param name="Sha256">The SHA-256 of its bytes in lower-case hexadecimal digits, or null where it could not be read.</param>
/// <param name="Problem">Why it cannot be used, or null.</param>
/// <param name="Notices">What is unusual about it, but does no harm.</param>
public sealed record TeacherFileReport(TeacherNetwork Network, string Path, long? Length, string? Sha256, Phrase? Problem, IReadOnlyList<string> Notices)
{
    /// <summary>Whether it can be used.</summary>
    public bool IsGood => Problem is null;

    /// <summary>Reads a file to its end.</summary>
    internal static TeacherFileReport Of(string path, TeacherNetwork network, TeacherFamily family)
    {
        IReadOnlyList<string> notices = [];
        Phrase? problem = null;
        try
        {
            using TeacherFile file = TeacherFile.Open(path, network, family);
            notices = file.Notices;
            file.RequireSoundElements();
        }
        catch (CheckpointException error)
        {
            problem = error.Phrase;
        }

        (long? length, string? sha256) = Fingerprint(path, ref problem);
        return new TeacherFileReport(network, path, length, sha256, problem, notices);
    }

    private static (long? Length, string? Sha256) Fingerprint(string path, ref Phrase? problem)
    {
        if (!File.Exists(path))
        {
            return (null, null);
        }

        // Devices and pipes have no length, and reading one could continue for ever.
        long length = InputFile.LengthOf(path);
        if (length == 0 || length > CheckpointLimits.Teacher.MaxBytes)
        {
            return (length, null);
        }

        try
        {
            using FileStream content = File.OpenRead(path);
            return (content.Length, Convert.ToHexStringLower(SHA256.HashData(content)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            problem ??= CheckpointException.NotReadable(path, error).Phrase;
            return (length, null);
        }
    }
}
