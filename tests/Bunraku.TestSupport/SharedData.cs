namespace Bunraku.TestSupport;

/// <summary>
/// Finds the shared data (published characters and golden numbers), which is never in the repository: the folder named by
/// BUNRAKU_SHARED, else <c>../shared</c> next to the repository. Tests that need it are skipped with one line where it is absent,
/// except where BUNRAKU_REQUIRE names <c>shared</c>: there its absence is a failure.
/// </summary>
public static class SharedData
{
    /// <summary>The trait name of golden tests, which <c>./test --golden</c> selects.</summary>
    public const string Golden = "Golden";

    /// <summary>The shared folder, or null where there is none.</summary>
    public static string? Root { get; } = FindRoot();

    /// <summary>The repository's root folder.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>The path below the shared folder's <c>data</c>; skips the running test where the shared folder is absent.</summary>
    public static string Path(params string[] parts)
    {
        if (Root is null)
        {
            const string Message = "The shared test data is absent: set BUNRAKU_SHARED to its folder, or put it beside the repository as ../shared.";
            Requirement.IsMissing("shared", Message);
        }

        return System.IO.Path.Combine([Root, "data", .. parts]);
    }

    /// <summary>The folders of all shared characters; skips the running test where the shared folder is absent.</summary>
    public static string[] Characters()
    {
        string[] folders = [.. Directory.GetDirectories(Path("character_models")).Order(StringComparer.Ordinal)];
        Xunit.Assert.NotEmpty(folders);
        return folders;
    }

    private static string? FindRoot()
    {
        string candidate = Environment.GetEnvironmentVariable("BUNRAKU_SHARED") is { Length: > 0 } given
            ? System.IO.Path.GetFullPath(given, FindRepository())
            : System.IO.Path.GetFullPath("../shared", FindRepository());
        return Directory.Exists(System.IO.Path.Combine(candidate, "data")) ? candidate : null;
    }

    private static string FindRepository()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Bunraku.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds Bunraku.slnx.");
    }
}
