using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Bunraku.Core.Files;

/// <summary>
/// Names unfinished files and folders: <c>NAME.TOKEN.partial</c>. The token holds the machine and the process that is at work, so that what a killed
/// process left can be told from what another process is still writing.
/// </summary>
internal static class PartialName
{
    /// <summary>The ending of what is being written.</summary>
    public const string Ending = ".partial";

    private const int TokenLength = 32;
    private const int LongestStem = 200;

    /// <summary>The tokens that this process uses now.</summary>
    private static readonly ConcurrentDictionary<string, IDisposable> InUse = new(StringComparer.Ordinal);

    /// <summary>Two containers may share a folder and a machine name, but not the namespace of their process numbers.</summary>
    private static readonly string Machine = Hash($"{Environment.MachineName} {NamespaceOfProcesses()}")[..8];

    /// <summary>Reserves the path of an unfinished file or folder next to its final path.</summary>
    public static string Start(string target)
    {
        string token = Token(Environment.ProcessId);
        string path = Path.Combine(Path.GetDirectoryName(target)!, $"{StemOf(Path.GetFileName(target))}.{token}{Ending}");
        InUse[token] = UnfinishedOutput.Begin(path);
        return path;
    }

    /// <summary>Ends the reservation of a path, and deletes what is still there.</summary>
    public static void End(string path)
    {
        Delete(path);
        if (InUse.TryRemove(TokenOf(path)!, out IDisposable? reservation))
        {
            reservation.Dispose();
        }
    }

    /// <summary>How unfinished versions of a file name begin: the name, or a hash of one that leaves no room for more.</summary>
    public static string StemOf(string name) => Encoding.UTF8.GetByteCount(name) <= LongestStem ? name : Hash(name)[..16];

    /// <summary>Whether a name has a token, and no process is known to be at work on it.</summary>
    /// <param name="name">The name.</param>
    /// <param name="evenOfOtherMachines">What to answer for other machines, whose processes cannot be seen.</param>
    public static bool IsAbandoned(string name, bool evenOfOtherMachines = false)
    {
        if (TokenOf(name) is not { } token || InUse.ContainsKey(token))
        {
            return false;
        }

        int process = int.Parse(token.AsSpan(8, 8), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return token.StartsWith(Machine, StringComparison.Ordinal) ? process == Environment.ProcessId || !IsRunning(process) : evenOfOtherMachines;
    }

    /// <summary>A new token of a process of this machine.</summary>
    internal static string Token(int process) => string.Create(CultureInfo.InvariantCulture, $"{Machine}{process:x8}{RandomNumberGenerator.GetHexString(16, lowercase: true)}");

    /// <summary>Deletes a file, or a folder with all that it holds. A failure is not reported: the failure before it is the one that matters.</summary>
    internal static void Delete(string path)
    {
        try
        {
            if (Directory.Exists(path))
            {
                Directory.Delete(path, recursive: true);
            }
            else
            {
                File.Delete(path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is deleted later, when its process is gone.
        }
    }

    /// <summary>What <see cref="StemOf"/> gave for the name of an unfinished file or folder.</summary>
    public static string StemIn(string name) => TokenOf(name) is { } token ? name[..(name.LastIndexOf(token, StringComparison.Ordinal) - 1)] : name;

    private static string? TokenOf(string path)
    {
        string[] parts = Path.GetFileName(path).Split('.');
        return parts.Length >= 3 && parts[^2] is { Length: TokenLength } token && token.All(char.IsAsciiHexDigitLower) ? token : null;
    }

    private static bool IsRunning(int process)
    {
        try
        {
            using Process found = Process.GetProcessById(process);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static string? NamespaceOfProcesses()
    {
        try
        {
            return OperatingSystem.IsLinux() ? new FileInfo("/proc/self/ns/pid").LinkTarget : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
