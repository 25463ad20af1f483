using System.Text;
using Bunraku.Live.Frames;
using Bunraku.Live.Puppets;
using Bunraku.Live.Stages;
using Bunraku.Studio.Features.Stages;
using Bunraku.Studio.Languages;
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

    /// <summary>A file for streaming programs that start before Studio.</summary>
    public const string WaitingPage = Page + "/file";

    private const string AddressInFile = "http://127.0.0.1:7860/overlay";

    public static void MapOverlay(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Page, async (HttpContext context) =>
        {
            context.Response.Headers.CacheControl = "no-cache";
            return TypedResults.Content(await PlainPage.ReadAsync(context, "overlay.html"), "text/html; charset=utf-8");
        });
        routes.MapGet(WaitingPage, async (HttpContext context) =>
        {
            string file = await PlainPage.ReadAsync(context, "overlay-waiting.html");
            string own = file.Replace($"new URL('{AddressInFile}')", $"new URL('{context.Request.Scheme}://{context.Request.Host.ToUriComponent()}{Page}')", StringComparison.Ordinal);
            return TypedResults.File(Encoding.UTF8.GetBytes(own), "text/html; charset=utf-8", "bunraku-overlay.html");
        });
        routes.MapGet(Page + "/sign.svg", (HttpContext context, IWebHostEnvironment web) =>
        {
            // The one thing that pages from elsewhere may load: it tells the file that Studio runs, and nothing else.
            context.Response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
            context.Response.Headers.CacheControl = "no-store";
            return TypedResults.PhysicalFile(Path.Combine(web.WebRootPath, "img", "bunraku.svg"), "image/svg+xml");
        });
        routes.MapGet(Page + "/frames", (HttpContext context, OnAir onAir, PuppetSessions puppets, IHostApplicationLifetime lifetime) =>
            SendAsync(context, onAir, puppets, (stage, sink, ended) => new Viewer(stage, sink).RunAsync(ended), lifetime));
        routes.MapGet(Page + "/poses", (HttpContext context, OnAir onAir, PuppetSessions puppets, BundleShelf bundles, IHostApplicationLifetime lifetime) =>
            SendAsync(context, onAir, puppets, (stage, sink, ended) => new PoseViewer(stage, sink, bundles.AddressOf).RunAsync(ended), lifetime));
        routes.MapGet(Page + "/{puppet}/frames", (string puppet, HttpContext context, OnAir onAir, PuppetSessions puppets, IHostApplicationLifetime lifetime) =>
            SendPuppetAsync(context, onAir, puppets.Find(puppet), (stage, sink, ended) => new Viewer(stage, sink).RunAsync(ended), lifetime));
        routes.MapGet(Page + "/{puppet}/poses", (string puppet, HttpContext context, OnAir onAir, PuppetSessions puppets, BundleShelf bundles, IHostApplicationLifetime lifetime) =>
            SendPuppetAsync(context, onAir, puppets.Find(puppet), (stage, sink, ended) => new PoseViewer(stage, sink, bundles.AddressOf).RunAsync(ended), lifetime));
    }

    private static async Task SendPuppetAsync(HttpContext context, OnAir onAir, PuppetSession? puppet, Func<Stage, IFrameSink, CancellationToken, Task> run, IHostApplicationLifetime lifetime)
    {
        if (puppet is not null)
        {
            await puppet.EnsureCharacterAsync();
        }

        await FrameEndpoints.ConnectAsync(context, puppet?.Stage, (sink, cancellation) => RunAsync(onAir, () => run(puppet!.Stage, sink, cancellation)), lifetime.ApplicationStopping);
    }

    private static async Task RunAsync(OnAir onAir, Func<Task> run)
    {
        onAir.OverlayCame();
        try
        {
            await run();
        }
        finally
        {
            onAir.OverlayWent();
        }
    }

    private static async Task SendAsync(
        HttpContext context, OnAir onAir, PuppetSessions puppets, Func<Stage, IFrameSink, CancellationToken, Task> run, IHostApplicationLifetime lifetime)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping);
        Stage stage = await puppets.StageOnAirAsync();
        void LeaveOtherStage()
        {
            if ((onAir.Current ?? puppets.Phone.Stage) == stage)
            {
                return;
            }

            try
            {
                ended.Cancel(); // The overlay connects again at once, to the stage that is on the air then.
            }
            catch (ObjectDisposedException)
            {
                // It is gone already.
            }
        }

        onAir.Changed += LeaveOtherStage;
        try
        {
            LeaveOtherStage();
            await FrameEndpoints.ConnectAsync(context, stage, (sink, cancellation) => RunAsync(onAir, () => run(stage, sink, cancellation)), ended.Token);
        }
        finally
        {
            onAir.Changed -= LeaveOtherStage;
        }
    }
}
