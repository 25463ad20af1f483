using Bunraku.Live.Tests.Fakes;
using Bunraku.Studio.Shell;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Bunraku.Studio.Tests.Http;

/// <summary>Nothing around Studio changes where it listens, and Studio leaves nothing around.</summary>
public sealed class EnvironmentTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Kestrel__Endpoints__Http__Url", "http://0.0.0.0:0")]
    [InlineData("ASPNETCORE_Kestrel__Endpoints__Http__Url", "http://0.0.0.0:0")]
    [InlineData("DOTNET_Kestrel__Endpoints__Http__Url", "http://0.0.0.0:0")]
    [InlineData("ASPNETCORE_URLS", "http://0.0.0.0:0")]
    [InlineData("DOTNET_URLS", "http://0.0.0.0:0")]
    [InlineData("URLS", "http://0.0.0.0:0")]
    [InlineData("ASPNETCORE_HTTP_PORTS", "0")]
    [InlineData("HTTP_PORTS", "0")]
    [InlineData("ASPNETCORE_PREFERHOSTINGURLS", "true")]
    [InlineData("ALLOWEDHOSTS", "x.example")]
    [InlineData("ASPNETCORE_FORWARDEDHEADERS_ENABLED", "true")]
    [InlineData("Logging__LogLevel__Default", "Trace")]
    public async Task Variable_changes_neither_the_address_nor_the_answer(string name, string value)
    {
        Environment.SetEnvironmentVariable(name, value);
        try
        {
            await using WebApplication app = StudioApp.Build(Options());
            Assert.NotEqual(value, app.Configuration[name.Replace("__", ":", StringComparison.Ordinal)]);
            await StudioAddresses.StartAsync(app, TestContext.Current.CancellationToken);
            string address = Assert.Single(app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses);
            using var client = new HttpClient();
            using HttpResponseMessage answer = await client.GetAsync(new Uri(StudioAddresses.ForBrowser(app, "overlay")), TestContext.Current.CancellationToken);

            Assert.StartsWith("http://127.0.0.1:", address, StringComparison.Ordinal);
            Assert.True(answer.IsSuccessStatusCode);
        }
        finally
        {
            Environment.SetEnvironmentVariable(name, null);
        }
    }

    [Fact]
    public async Task Studio_watches_no_files()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "It counts inotify instances.");
        int before = Watchers();
        await using WebApplication app = StudioApp.Build(Options());
        await StudioAddresses.StartAsync(app, TestContext.Current.CancellationToken);

        Assert.Equal(before, Watchers());
    }

    [Fact]
    public async Task Keys_of_the_framework_are_written_nowhere()
    {
        string home = _folder.Folder("home");
        string? kept = Environment.GetEnvironmentVariable("HOME");
        Environment.SetEnvironmentVariable("HOME", home);
        try
        {
            await using WebApplication app = StudioApp.Build(Options());
            await StudioAddresses.StartAsync(app, TestContext.Current.CancellationToken);
            using var client = new HttpClient();
            using HttpResponseMessage answer = await client.GetAsync(new Uri(StudioAddresses.ForBrowser(app, "student-manual-poser")), TestContext.Current.CancellationToken);

            Assert.True(answer.IsSuccessStatusCode);
            Assert.False(Directory.Exists(Path.Combine(home, ".aspnet")), "There are keys in the user's home.");
        }
        finally
        {
            Environment.SetEnvironmentVariable("HOME", kept);
        }
    }

    private static int Watchers() => Directory.GetFiles("/proc/self/fd").Count(file => new FileInfo(file).LinkTarget?.Contains("inotify", StringComparison.Ordinal) == true);

    private StudioOptions Options() => new() { Urls = "http://127.0.0.1:0", OpenBrowser = false, ConfigurationFolder = _folder.Path, DataFolder = _folder.Folder("data") };
}
