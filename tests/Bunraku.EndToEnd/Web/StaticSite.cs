using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;

namespace Bunraku.EndToEnd.Web;

/// <summary>A static host: it gives files, and knows nothing of Bunraku.</summary>
internal sealed class StaticSite : IAsyncDisposable
{
    private readonly WebApplication _server;

    private StaticSite(WebApplication server) => _server = server;

    public Uri Address => new(_server.Urls.Single() + "/");

    public static async Task<StaticSite> StartAsync(string folder)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        WebApplication server = builder.Build();
        server.Urls.Add("http://127.0.0.1:0");
        var types = new Microsoft.AspNetCore.StaticFiles.FileExtensionContentTypeProvider { Mappings = { [".mjs"] = "text/javascript" } };
        server.UseFileServer(new FileServerOptions
        {
            FileProvider = new PhysicalFileProvider(folder),
            StaticFileOptions = { ContentTypeProvider = types, ServeUnknownFileTypes = true },
        });
        await server.StartAsync(TestContext.Current.CancellationToken);
        return new StaticSite(server);
    }

    /// <summary>Takes it off the network.</summary>
    public Task StopAsync() => _server.StopAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
