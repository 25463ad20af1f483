using System.Diagnostics;
using Bunraku.Core.Errors;
using Bunraku.TestSupport;

namespace Bunraku.EndToEnd.Web;

/// <summary>The page for browsers as the launcher has it built, and exports of it.</summary>
public sealed class PublishedPage : IAsyncLifetime
{
    private readonly string _folder = Path.Combine(SharedData.Repository, "artifacts", "publish", "Bunraku.Web", "release", "wwwroot");

    /// <summary>Builds it. The projects that it needs were built with the tests.</summary>
    public async ValueTask InitializeAsync() => await RunAsync(
        [
            "build", Path.Combine(SharedData.Repository, "src", "Bunraku.Web", "Bunraku.Web.csproj"), "-c", "Release", "-v", "quiet", "--nologo", "-nodeReuse:false",
            "-p:PublishPage=true", "-p:BuildProjectReferences=false",
        ]);

    /// <summary>Exports Koito into a folder by the command of the program in another folder.</summary>
    internal async Task<string> ExportAsync(string program, string folder, string? models = null, params string[] options)
    {
        DirectoryInfo home = Directory.CreateTempSubdirectory("bunraku-web-");
        try
        {
            KeptMasks.CopyTo(home.FullName);
            return await RunAsync(
                [Path.Combine(program, "bunraku.dll"), "export", "web", TestData.Koito, "-o", folder, .. options],
                ("BUNRAKU_HOME", home.FullName), ("BUNRAKU_WEB", _folder), ("BUNRAKU_MODELS", models ?? home.FullName));
        }
        finally
        {
            home.Delete(recursive: true);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task<string> RunAsync(string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start) ?? throw new BadInputException("dotnet does not start.");
        string[] output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{string.Join(' ', arguments)} ended with {process.ExitCode}: {string.Concat(output)}");
        return string.Concat(output);
    }
}
