using System.Net.WebSockets;
using Bunraku.Conv;
using Bunraku.Core.Characters;
using Bunraku.Core.Images;
using Bunraku.Live.Frames;
using Bunraku.Live.Stages;
using Bunraku.Live.Teachers;
using Bunraku.Studio.Shell;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Bunraku.Studio.Features.Stages;

/// <summary>Where canvases get their frames from.</summary>
internal static class FrameEndpoints
{
    public static void AddFrames(this IServiceCollection services)
    {
        services.AddSingleton<OpenStages>();
        services.AddSingleton<OnAir>();
        services.AddSingleton<BundleShelf>();
        services.AddSingleton(provider => new PictureEngine(new SeparableTeacherLoader(), provider.GetRequiredService<TeacherSetup>().FolderOf));
        services.AddSingleton(provider => new Casting(
            provider.GetRequiredService<ILogger<Casting>>(),
            provider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping,
            () => provider.GetRequiredService<StudioOptions>().Arithmetic ?? provider.GetRequiredService<SettingsFile>().Get<EngineSettings>().Arithmetic,
            provider.GetRequiredService<PictureEngine>()));
    }

    public static void MapFrames(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/stages/{id}/frames", SendFramesAsync);
        routes.MapGet("/stages/{id}/poses", SendPosesAsync);
        routes.MapGet("/stages/{id}/picture.png", SavePictureAsync);
        routes.MapGet("/stages/{id}/poster.png", Results<FileContentHttpResult, NotFound> (string id, OpenStages stages) =>
            PosterOf(stages.Find(id)) is { } picture ? TypedResults.File(PngFile.Encode(picture), "image/png") : TypedResults.NotFound());
        routes.MapGet($"/bundles/{{hash}}{CharacterBundle.Extension}", SendBundleAsync);
    }

    /// <summary>The address of a stage's frames.</summary>
    public static string FramesAddress(this Stage stage) => $"/stages/{stage.Id}/frames";

    /// <summary>The address of what a canvas shows before its first frame: the character's own picture; null where there is none.</summary>
    public static string? PosterAddress(this Stage stage) =>
        PosterOf(stage) is null ? null : $"/stages/{stage.Id}/poster.png?{((LiveStage)stage).Character!.ContentHash[..8]}";

    /// <summary>The address of a stage's present picture, to be saved.</summary>
    public static string PictureAddress(this Stage stage, PictureStyle style, BackgroundChoice background) =>
        $"/stages/{stage.Id}/picture.png?style={style}" + (background.Color is { } color ? $"&background={Uri.EscapeDataString(color)}" : "");

    private static StraightImage? PosterOf(Stage? stage) => (stage as LiveStage)?.Character?.SourceImage;

    private static async Task<Results<FileContentHttpResult, NotFound>> SavePictureAsync(string id, PictureStyle style, string? background, OpenStages stages)
    {
        PictureStyle possible = BackgroundChoice.TryParse(background, out LinearColor color) || style == PictureStyle.AsOriginal ? style : PictureStyle.Transparent;
        return stages.Find(id) is { } stage && await Task.Run(() => stage.Save(possible, color)) is { } picture
            ? TypedResults.File(picture.Png, "image/png", picture.FileName)
            : TypedResults.NotFound();
    }

    /// <summary>Runs a page's connection to a stage until one of the two goes.</summary>
    /// <param name="context">The request.</param>
    /// <param name="stage">The stage, or null where there is none of that kind.</param>
    /// <param name="run">What the connection is for.</param>
    /// <param name="cancellation">Cancelled when the connection must end.</param>
    public static async Task ConnectAsync(HttpContext context, Stage? stage, Func<IFrameSink, CancellationToken, Task> run, CancellationToken cancellation)
    {
        if (stage is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        await ConnectAsync(context, run, cancellation);
    }

    /// <summary>Runs a page's connection until it or Studio ends.</summary>
    public static async Task ConnectAsync(HttpContext context, Func<IFrameSink, CancellationToken, Task> run, CancellationToken cancellation)
    {
        using WebSocket? socket = await PageSocket.AcceptAsync(context);
        if (socket is not null)
        {
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, cancellation);
            await run(new WebSocketSink(socket), ended.Token);
        }
    }

    private static Task SendFramesAsync(string id, HttpContext context, OpenStages stages, IHostApplicationLifetime lifetime)
    {
        Stage? stage = stages.Find(id);
        return ConnectAsync(context, stage, (sink, ended) => new Viewer(stage!, sink).RunAsync(ended), lifetime.ApplicationStopping);
    }

    private static Task SendPosesAsync(string id, HttpContext context, OpenStages stages, BundleShelf bundles, IHostApplicationLifetime lifetime)
    {
        Stage? stage = stages.Find(id);
        return ConnectAsync(context, stage, (sink, ended) => new PoseViewer(stage!, sink, bundles.AddressOf).RunAsync(ended), lifetime.ApplicationStopping);
    }

    private static async Task<Results<FileContentHttpResult, NotFound>> SendBundleAsync(string hash, BundleShelf bundles) =>
        await Task.Run(() => bundles.Find(hash)) is { } bundle ? TypedResults.File(bundle, "application/octet-stream") : TypedResults.NotFound();
}
