using System.Diagnostics;
using System.Globalization;

namespace Bunraku.Distillation.Runs;

/// <summary>Which process this is, told apart from every other one, also on other machines and after a restart.</summary>
/// <param name="Machine">Equal for processes that see each other's numbers: the machine since its start and, on Linux, the container.</param>
/// <param name="Host">The machine's name, for a user.</param>
/// <param name="Number">The number of the process.</param>
/// <param name="Birth">When it began, as the system stores it: only compared for equality, because numbers are used again.</param>
internal sealed record ProcessIdentity(string Machine, string Host, int Number, string Birth)
{
    /// <summary>This process.</summary>
    public static ProcessIdentity Current { get; } = OfThisProcess();

    /// <summary>Whether the process lives; null where it is one of another machine, so that this one cannot know.</summary>
    public bool? IsAlive()
    {
        if (Machine != Current.Machine)
        {
            return null;
        }

        try
        {
            using var process = Process.GetProcessById(Number);
            return BirthOf(process) is not { } birth || birth == Birth;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static ProcessIdentity OfThisProcess()
    {
        using var self = Process.GetCurrentProcess();
        string start = OperatingSystem.IsLinux() ? $" {ReadOrEmpty("/proc/sys/kernel/random/boot_id")} {LinkOrEmpty("/proc/self/ns/pid")}" : string.Empty;
        return new ProcessIdentity(Environment.MachineName + start, Environment.MachineName, self.Id, BirthOf(self) ?? string.Empty);
    }

    /// <summary>Null where the system does not tell about this process.</summary>
    private static string? BirthOf(Process process)
    {
        const int TicksSinceBoot = 19; // Of the fields behind the name, which may hold spaces.
        try
        {
            return OperatingSystem.IsLinux()
                ? File.ReadAllText($"/proc/{process.Id}/stat") is var stat ? stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[TicksSinceBoot] : null
                : process.StartTime.ToUniversalTime().Ticks.ToString(CultureInfo.InvariantCulture);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static string ReadOrEmpty(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return string.Empty;
        }
    }

    private static string LinkOrEmpty(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget ?? string.Empty;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return string.Empty;
        }
    }
}
