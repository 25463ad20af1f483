using System.Diagnostics;
using System.Text.Json;
using Bunraku.Live.Tests.Fakes;
using Bunraku.TestSupport;

namespace Bunraku.Studio.Tests.FrontEnd;

public sealed class FrontEndBuildTests
{
    private static string Project => Path.Combine(SharedData.Repository, "src", "Bunraku.Studio");

    [Fact]
    [Trait("Category", "Slow")]
    public async Task Build_without_npm_succeeds_and_says_in_one_message_what_is_missing()
    {
        using var folder = new TemporaryFolder();
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, WorkingDirectory = SharedData.Repository };
        foreach (string argument in new[]
        {
            "msbuild", Project, "-nologo", "-nodeReuse:false", "-t:CollectFrontEnd", "-p:Configuration=Release", "-p:NpmCommand=does-not-exist", $"-p:FrontEndFolder={folder.Path}",
        })
        {
            start.ArgumentList.Add(argument);
        }

        using Process build = Process.Start(start)!;
        string output = await build.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await build.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, build.ExitCode);
        string message = Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        Assert.Contains("Install Node.js with npm", message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder.Path, "restored")));
    }

    [Fact]
    public void Lock_file_pins_the_face_detection_and_names_no_registry()
    {
        string text = File.ReadAllText(Path.Combine(Project, "FrontEnd", "package-lock.json"));
        using JsonDocument document = JsonDocument.Parse(text);
        JsonElement package = document.RootElement.GetProperty("packages").GetProperty("node_modules/@mediapipe/tasks-vision");

        Assert.Equal("0.10.35", package.GetProperty("version").GetString());
        Assert.StartsWith("sha512-", package.GetProperty("integrity").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("://", text, StringComparison.Ordinal);
    }
}
