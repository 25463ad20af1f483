namespace Bunraku.TestSupport;

/// <summary>
/// A program that a test drives and that <c>./test</c> installs where it may. Without it the running test is skipped with one line, except
/// where BUNRAKU_REQUIRE names it: there its absence is a failure.
/// </summary>
public static class RequiredProgram
{
    /// <summary>The full path of the first of the names that is on the PATH.</summary>
    public static string Find(params string[] names)
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        string? found = names
            .SelectMany(name => folders.Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name)))
            .FirstOrDefault(File.Exists);
        if (found is null)
        {
            Requirement.IsMissing(names[0], $"{names[0]} is not installed: install its package (on Debian and Ubuntu: sudo apt-get install {names[0]}).");
        }

        return found;
    }
}
