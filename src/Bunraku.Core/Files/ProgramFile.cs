namespace Bunraku.Core.Files;

/// <summary>Finds programs that are installed.</summary>
public static class ProgramFile
{
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>
    /// Finds a program by the variable PATH alone. (A bare name given to <c>Process.Start</c> is looked for in the current folder first, where it may be a stranger's.)
    /// </summary>
    /// <param name="name">Its name, without an ending.</param>
    /// <param name="path">The folders to look in, if not those of PATH.</param>
    /// <returns>Its full path, or null.</returns>
    public static string? OnPath(string name, string? path = null) => (path ?? Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Where(Path.IsPathFullyQualified)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name))
        .FirstOrDefault(IsProgram);

    private static bool IsProgram(string path) => File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Executable) != 0);
}
