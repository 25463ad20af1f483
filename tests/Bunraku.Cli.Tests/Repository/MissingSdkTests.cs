using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Bunraku.TestSupport;

namespace Bunraku.Cli.Tests.Repository;

/// <summary>The launcher on a machine whose SDK does not fit <c>global.json</c>, with a small program and the real build in a folder with an odd name.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Interoperability", "CA1416", Justification = "Every test begins by leaving on Windows.")]
[Trait("Category", "Slow")]
public sealed class MissingSdkTests : IAsyncLifetime
{
    private const string Clone = "it's; 50% #1 日本/-clone";

    private readonly WorkFolder _folder = new();
    private SdkServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The launcher for Windows is bunraku.cmd.");
        _server = await SdkServer.StartAsync();
        foreach (string folder in (string[])["launcher", "src/Bunraku.Cli"])
        {
            Directory.CreateDirectory(_folder[Clone, folder]);
        }

        foreach (string file in (string[])["bunraku", "launcher/sdk.sh", "Directory.Build.props", "Directory.Packages.props", "BannedSymbols.txt"])
        {
            File.Copy(Path.Combine(SharedData.Repository, file), _folder[Clone, file]);
        }

        File.WriteAllText(_folder[Clone, "global.json"], $$"""{ "sdk": { "version": "{{SdkServer.Version}}" } }""");
        File.WriteAllText(_folder[Clone, "src/Bunraku.Cli/Bunraku.Cli.csproj"], """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <AssemblyName>bunraku</AssemblyName>
              </PropertyGroup>
            </Project>
            """);
        File.WriteAllText(_folder[Clone, "src/Bunraku.Cli/Program.cs"], "System.Console.Write(string.Join('|', args));");
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task It_is_fetched_after_a_broken_download_continued_and_builds_under_hostile_variables()
    {
        _server.BreaksAfter = 50_000;
        (int broken, string _, string stopped) = await StartAsync();
        _server.BreaksAfter = null;
        (int code, string output, string said) = await StartAsync();

        Assert.Equal(1, broken);
        Assert.Contains("Start this again to continue", stopped, StringComparison.Ordinal);
        Assert.True(code == 0, said);
        Assert.Equal("info|a b", output);
        Assert.Equal([0, 50_000], _server.Starts);
        Assert.Contains($"fetching version {SdkServer.Version} (1 MB) into artifacts/sdk", said, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder[Clone, "artifacts/sdk/dotnet"]));
    }

    [Fact]
    public async Task A_damaged_archive_is_fetched_again_at_the_next_start()
    {
        _server.Damaged = true;
        (int code, _, string said) = await StartAsync();

        Assert.Equal(1, code);
        Assert.Contains("could not be unpacked", said, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder[Clone, "artifacts/sdk-download"], "*.tar.gz"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Without_network_or_where_downloads_are_forbidden_its_page_is_named(bool forbidden)
    {
        (int code, _, string said) = await StartAsync(feed: forbidden ? _server.Address : $"http://127.0.0.1:{ClosedPort()}", forbidden);

        Assert.Equal(1, code);
        Assert.Contains("the .NET 10 SDK is not installed (found: ", said, StringComparison.Ordinal);
        Assert.Contains("Get it from https://dotnet.microsoft.com/download/dotnet/10.0", said, StringComparison.Ordinal);
        Assert.Single(said.TrimEnd('\n').Split('\n'), line => !line.Contains("first start", StringComparison.Ordinal));
        Assert.Empty(_server.Starts);
    }

    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task<(int Code, string Output, string Error)> StartAsync(string? feed = null, bool forbidden = false)
    {
        // As a shell does where the folder is named without "./".
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec -clone/bunraku info 'a b'"])
        {
            WorkingDirectory = Path.GetDirectoryName(_folder[Clone])!,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["BUNRAKU_SDK_FEED"] = feed ?? _server.Address;
        start.Environment["BUNRAKU_NO_DOWNLOAD"] = forbidden ? "1" : null;
        start.Environment["no_proxy"] = "127.0.0.1";
        foreach (string variable in (string[])["Platform", "RuntimeIdentifier", "Configuration", "OutputPath", "OutDir", "TargetName", "Version", "ArtifactsPivots"])
        {
            start.Environment[variable] = "hostile";
        }

        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output, await error);
    }
}
