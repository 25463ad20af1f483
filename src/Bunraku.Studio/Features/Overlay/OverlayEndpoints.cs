using System.Net.WebSockets;
using Bunraku.Live.Puppets;
using Bunraku.Live.Stages;
using Bunraku.Studio.Features.Stages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Bunraku.Studio.Features.Overlay;

/// <summary>
/// The page that a streaming program lays over its scene: static, so that it lives through a restart of Studio and takes its frames from whichever Studio
/// answers next.
/// </summary>
internal static class OverlayEndpoints
{
    public const string Page = "/overlay";

    public static void MapOverlay(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Page, (HttpContext context, IWebHostEnvironment web) =>
        {
            context.Response.Headers.CacheControl = "no-cache";
            return TypedResults.PhysicalFile(Path.Combine(web.WebRootPath, "overlay.html"), "text/html; charset=utf-8");
        });
        routes.MapGet(Page + "/frames", SendFramesAsync);
    }

    private static async Task SendFramesAsync(HttpContext context, OnAir onAir, PuppetSessions puppets, IHostApplicationLifetime lifetime)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            return;
        }

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        Stage stage = await StageAsync(onAir, puppets);
        void LeaveOtherStage()
        {
            if ((onAir.Current ?? puppets.Phone.Stage) == stage)
            {
                return;
            }

            try
            {
                ended.Cancel(); // The overlay connects anew at once, to the stage that is on the air then.
            }
            catch (ObjectDisposedException)
            {
                // It is gone already.
            }
        }

        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
        onAir.Changed += LeaveOtherStage;
        try
        {
            LeaveOtherStage();
            await new Viewer(stage, new WebSocketSink(socket)).RunAsync(ended.Token);
        }
        finally
        {
            onAir.Changed -= LeaveOtherStage;
        }
    }

    private static async Task<Stage> StageAsync(OnAir onAir, PuppetSessions puppets)
    {
        if (onAir.Current is { } stage)
        {
            return stage;
        }

        await puppets.Phone.EnsureCharacterAsync();
        return puppets.Phone.Stage;
    }
}
