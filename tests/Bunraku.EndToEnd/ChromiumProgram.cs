using System.Diagnostics.CodeAnalysis;
using Bunraku.TestSupport;

namespace Bunraku.EndToEnd;

/// <summary>The browser that is installed on this machine.</summary>
internal static class ChromiumProgram
{
    private const string Missing = "Chromium is not installed: apt-get install chromium, or name its executable in CHROMIUM.";
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

    /// <summary>What every test starts it with, in addition to the lack of a window.</summary>
    public static IReadOnlyList<string> Flags { get; } =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    /// <summary>Its executable, or null where there is none.</summary>
    public static string? Find()
    {
        if (Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } named)
        {
            return named;
        }

        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        string suffix = OperatingSystem.IsWindows() ? ".exe" : "";
        return Names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name + suffix))).FirstOrDefault(File.Exists);
    }

    /// <summary>Skips the running test because there is no browser, or fails it where BUNRAKU_REQUIRE names chromium.</summary>
    [DoesNotReturn]
    public static void SkipForLackOfIt() => Requirement.IsMissing("chromium", Missing);
}
