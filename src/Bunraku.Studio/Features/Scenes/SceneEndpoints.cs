using System.Text.Json;
using System.Text.Json.Serialization;
using System.Threading.Channels;
using Bunraku.Live.Frames;
using Bunraku.Studio.Features.Stages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Bunraku.Studio.Features.Scenes;

/// <summary>The scenes for overlays, and for programs that switch them (docs/scenes.md).</summary>
internal static class SceneEndpoints
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    public static void AddScenes(this IServiceCollection services)
    {
        services.AddSingleton<SceneDirector>();
        services.AddSingleton(provider => new ScenePictures(provider.GetService<StudioOptions>()?.DataFolder));
    }

    public static void MapScenes(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/scenes/pictures/{name}", Results<PhysicalFileHttpResult, NotFound> (string name, ScenePictures pictures) =>
            pictures.Find(name) is (var path, var kind) ? TypedResults.PhysicalFile(path, kind) : TypedResults.NotFound());
        routes.MapPost("/scenes/{name}", Results<NoContent, NotFound> (string name, SceneDirector director) =>
            director.Switch(name) ? TypedResults.NoContent() : TypedResults.NotFound());
        routes.MapGet("/overlay/scene", (HttpContext context, string? name, SceneDirector director, IHostApplicationLifetime lifetime) =>
            FrameEndpoints.ConnectAsync(context, (sink, ended) => TellAsync(director, name, sink, ended), lifetime.ApplicationStopping));
    }

    /// <summary>Sends a scene, or the one on the air, now and after each change, until the overlay goes.</summary>
    private static async Task TellAsync(SceneDirector director, string? name, IFrameSink sink, CancellationToken cancellation)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var looks = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        void Look() => looks.Writer.TryWrite(true);
        director.Changed += Look;
        Look();
        Task closing = sink.WaitForAcknowledgementAsync(ended.Token).AsTask().ContinueWith(_ => looks.Writer.TryComplete(), TaskScheduler.Default);
        try
        {
            Scene? told = null;
            await foreach (bool _ in looks.Reader.ReadAllAsync(ended.Token))
            {
                Scene scene = director.Present.Find(name) ?? director.Present.Current();
                if (scene != told && !await sink.TrySendAsync(JsonSerializer.SerializeToUtf8Bytes(scene, Format), ended.Token))
                {
                    break;
                }

                told = scene;
            }
        }
        catch (OperationCanceledException)
        {
            // Studio stops.
        }
        finally
        {
            director.Changed -= Look;
            await ended.CancelAsync();
            await closing;
        }
    }
}
