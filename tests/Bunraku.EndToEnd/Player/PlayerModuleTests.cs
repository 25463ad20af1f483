using System.Diagnostics;
using Bunraku.TestSupport;

namespace Bunraku.EndToEnd.Player;

/// <summary>The player as a module: its types, and the language that old browsers understand.</summary>
public sealed class PlayerModuleTests
{
    private static readonly string Folder = Path.Combine(SharedData.Repository, "player");

    [Fact]
    public Task The_types_allow_what_is_documented_and_nothing_else() => RunAsync(
        "typescript@5.9.3",
        ["tsc", "--noEmit", "--strict", "--target", "es2022", "--lib", "es2022,dom", "--module", "esnext", "--moduleResolution", "bundler", "tests/Bunraku.EndToEnd/Player/usage.ts"]);

    /// <summary>OBS has Chromium 103 to 127: the language of 2022.</summary>
    [Fact]
    public async Task Every_script_is_ES2022()
    {
        string source = Path.Combine(SharedData.Repository, "src");
        string[] folders = [Path.Combine(Folder, "src"), Path.Combine(source, "Bunraku.Studio", "wwwroot"), Path.Combine(source, "Bunraku.Web", "wwwroot")];
        string[] scripts = [.. folders.SelectMany(folder => Directory.GetFiles(folder, "*.js", SearchOption.AllDirectories))];
        Assert.InRange(scripts.Length, 30, 200);
        await RunAsync("acorn@8.15.0", ["acorn", "--ecma2022", "--module", "--silent", .. scripts]);
    }

    private static async Task RunAsync(string package, string[] command)
    {
        string npm = RequiredProgram.Find("npm");
        var start = new ProcessStartInfo(npm)
        {
            WorkingDirectory = SharedData.Repository,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in (string[])["exec", "--yes", $"--package={package}", "--", .. command])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, await output + await error);
    }
}
