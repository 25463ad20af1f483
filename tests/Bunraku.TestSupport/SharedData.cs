namespace Bunraku.TestSupport;

/// <summary>
/// Finds the shared data (the published characters and what the original draws of them), which is never in the repository. The folder is
/// the one that BUNRAKU_SHARED names, or <c>../shared</c> next to the repository where the variable is not set. An empty value, or a
/// folder without <c>data</c>, means that there is none.
/// </summary>
public static class SharedData
{
    /// <summary>The trait name of golden tests, which <c>./test --golden</c> selects.</summary>
    public const string Golden = "Golden";

    /// <summary>The trait name of tests that have further cases in the shared data, which <c>./test --shared</c> selects.</summary>
    public const string Further = "Further";

    /// <summary>Whether only the further cases are run: BUNRAKU_CASES is <c>further</c>. The clone's own cases do not exist then.</summary>
    public static bool IsFurtherOnly { get; } = Environment.GetEnvironmentVariable("BUNRAKU_CASES") == "further";

    /// <summary>The repository's root folder.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>The shared folder's <c>data</c>, or null where there is none.</summary>
    /// <exception cref="DirectoryNotFoundException">There is none, although BUNRAKU_REQUIRE names <c>shared</c>.</exception>
    public static string? Root
    {
        get
        {
            string shared = Path.GetFullPath(Environment.GetEnvironmentVariable("BUNRAKU_SHARED") ?? "../shared", Repository);
            string data = Path.Combine(shared, "data");
            return Directory.Exists(data) ? data
                : Requirement.IsNamed("shared") ? throw new DirectoryNotFoundException($"BUNRAKU_REQUIRE names shared, and {data} does not exist. Name the shared folder in BUNRAKU_SHARED.")
                : null;
        }
    }

    private static string FindRepository()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Bunraku.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds Bunraku.slnx.");
    }
}
