using System.Collections.Concurrent;
using Bunraku.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;

namespace Bunraku.EndToEnd.Player;

/// <summary>A server with the player, the test's page, and bundles.</summary>
internal sealed class PlayerSite : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, byte[]> _bundles = [];
    private readonly WebApplication _server;

    private PlayerSite(WebApplication server) => _server = server;

    /// <summary>The page.</summary>
    public Uri Address => new(_server.Urls.Single() + "/");

    public static async Task<PlayerSite> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        WebApplication server = builder.Build();
        server.Urls.Add("http://127.0.0.1:0");
        var site = new PlayerSite(server);
        Serve(server, "/player", "player");
        Serve(server, "/test", "tests/Bunraku.EndToEnd/Player");
        server.MapGet("/", () => Results.Content("<!doctype html><link rel=icon href=data:><title>player</title>", "text/html"));
        server.MapGet("/bundle/{name}", (string name) => site._bundles.TryGetValue(name, out byte[]? bundle) ? Results.Bytes(bundle) : Results.NotFound());
        await server.StartAsync(TestContext.Current.CancellationToken);
        return site;
    }

    /// <summary>Offers a bundle; returns its address.</summary>
    public string Add(string name, byte[] bundle)
    {
        _bundles[name] = bundle;
        return "/bundle/" + name;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static void Serve(WebApplication server, string address, string folder)
    {
        var types = new Microsoft.AspNetCore.StaticFiles.FileExtensionContentTypeProvider { Mappings = { [".mjs"] = "text/javascript" } };
        server.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = new PhysicalFileProvider(Path.Combine(SharedData.Repository, folder)),
            RequestPath = address,
            ContentTypeProvider = types,
        });
    }
}
