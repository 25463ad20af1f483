using Bunraku.Live.Tests.Fakes;
using Bunraku.Studio.Shell;
using Microsoft.AspNetCore.Builder;

namespace Bunraku.Studio.Tests.Http;

/// <summary>A real Studio on a free port of this machine.</summary>
public sealed class StudioServer : IAsyncLifetime
{
    private readonly TemporaryFolder _settings = new();

    internal WebApplication App { get; private set; } = null!;

    internal Uri Address { get; private set; } = null!;

    /// <summary>Sends paths as they are written, dots and all.</summary>
    internal HttpClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        App = StudioApp.Build(new StudioOptions { Urls = "http://127.0.0.1:0", OpenBrowser = false, ConfigurationFolder = _settings.Path, DataFolder = _settings.Folder("data") });
        await StudioAddresses.StartAsync(App, TestContext.Current.CancellationToken);
        Address = new Uri(StudioAddresses.ForBrowser(App, "/"));
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await App.DisposeAsync();
        _settings.Dispose();
    }

    /// <summary>A request for a path that is sent exactly as written.</summary>
    internal HttpRequestMessage Request(HttpMethod method, string path) =>
        new(method, new Uri($"{Address.GetLeftPart(UriPartial.Authority)}{path}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));

    internal Task<HttpResponseMessage> GetAsync(string path) => Client.SendAsync(Request(HttpMethod.Get, path), TestContext.Current.CancellationToken);
}
