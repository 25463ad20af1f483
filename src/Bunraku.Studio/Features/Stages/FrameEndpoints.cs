using System.Net.WebSockets;
using Bunraku.Core.Images;
using Bunraku.Live.Frames;
using Bunraku.Live.Stages;
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
        services.AddSingleton(provider => new Casting(provider.GetRequiredService<ILogger<Casting>>(), provider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping));
    }

    public static void MapFrames(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/stages/{id}/frames", SendFramesAsync);
        routes.MapGet("/stages/{id}/picture.png", SavePictureAsync);
    }

    /// <summary>The address of a stage's frames.</summary>
    public static string FramesAddress(this Stage stage) => $"/stages/{stage.Id}/frames";

    /// <summary>The address of a stage's present picture, to be saved.</summary>
    public static string PictureAddress(this Stage stage, PictureStyle style, BackgroundChoice background) =>
        $"/stages/{stage.Id}/picture.png?style={style}" + (background.Color is { } color ? $"&background={Uri.EscapeDataString(color)}" : "");

    private static async Task<Results<FileContentHttpResult, NotFound>> SavePictureAsync(string id, PictureStyle style, string? background, OpenStages stages)
    {
        PictureStyle possible = BackgroundChoice.TryParse(background, out LinearColor color) || style == PictureStyle.AsOriginal ? style : PictureStyle.Transparent;
        return stages.Find(id) is { } stage && await Task.Run(() => stage.Save(possible, color)) is { } picture
            ? TypedResults.File(picture.Png, "image/png", picture.FileName)
            : TypedResults.NotFound();
    }

    private static async Task SendFramesAsync(string id, HttpContext context, OpenStages stages, IHostApplicationLifetime lifetime)
    {
        if (stages.Find(id) is not { } stage)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            return;
        }

        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        await new Viewer(stage, new WebSocketSink(socket)).RunAsync(ended.Token);
    }
}
