using System.Diagnostics;
using Bunraku.Core.Images;
using Bunraku.TestSupport;

namespace Bunraku.PublicApi.Tests;

/// <summary>The dotnet tool as a stranger installs it, from the folder that <c>./release packages</c> makes.</summary>
public sealed class ToolTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bunraku tool ");

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Takes minutes, and fetches libtorch for this system.</summary>
    [Fact(Explicit = true)]
    public async Task The_tool_draws_fetches_libtorch_and_poses_any_picture()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "./release is a script for Linux and macOS.");
        await SucceedAsync(Path.Combine(SharedData.Repository, "release"), "packages");
        string feed = Path.Combine(SharedData.Repository, "artifacts", "release", "packages");
        await SucceedAsync("dotnet", "tool", "install", "bunraku", "--tool-path", PathOf("tools"), "--add-source", feed);
        string tool = PathOf(Path.Combine("tools", "bunraku"));

        await SucceedAsync(tool, "pose", "koito", "-o", PathOf("koito.png"));
        Assert.Equal(CharacterPicture.Size, PngFile.Read(PathOf("koito.png")).Width);

        await SucceedAsync(tool, "models", "synthesize", "--family", "tha3-standard", "-o", PathOf("weights"));
        string[] pose = ["teacher-pose", Path.Combine(TestData.Koito, "character.png"), "--family", "tha3-standard", "--weights", PathOf("weights"), "-o", PathOf("posed.png")];
        (int code, string said) = await RunAsync(tool, pose);
        Assert.Equal(2, code);
        Assert.Contains("bunraku models fetch libtorch", Assert.Single(said.TrimEnd().Split('\n')), StringComparison.Ordinal);

        await SucceedAsync(tool, "models", "fetch", "libtorch");
        Assert.Matches(@"\nlibtorch .*: \d+ checks passed", await SucceedAsync(tool, "info", "--machine"));
        await SucceedAsync(tool, pose);
        Assert.Equal(CharacterPicture.Size, PngFile.Read(PathOf("posed.png")).Width);
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private async Task<string> SucceedAsync(string program, params string[] arguments)
    {
        (int code, string said) = await RunAsync(program, arguments);
        Assert.True(code == 0, $"{program} {string.Join(' ', arguments)} ended with {code}:\n{said}");
        return said;
    }

    private async Task<(int Code, string Said)> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = _folder.FullName, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["BUNRAKU_HOME"] = PathOf("home");
        using Process process = Process.Start(start)!;
        string[] texts = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, string.Concat(texts));
    }
}
