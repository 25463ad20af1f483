using System.Net.WebSockets;
using Bunraku.Core.Models;
using Bunraku.Mocap.Sources.MediaPipe;
using Bunraku.Studio.Shell;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Bunraku.Studio.Features.Webcam;

/// <summary>What the webcam page loads and sends.</summary>
internal static class WebcamEndpoints
{
    /// <summary>Tells a page, by the code its connection is closed with, that another page sends its camera now.</summary>
    private const WebSocketCloseStatus Replaced = (WebSocketCloseStatus)4000;

    public static void AddWebcam(this IServiceCollection services)
    {
        services.AddSingleton(_ => ModelFolder.OfUser);
        services.AddSingleton<FaceModel>();
        services.AddSingleton<WebcamFeed>();
    }

    public static void MapWebcam(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/webcam/faces", ReceiveFacesAsync);
        routes.MapGet("/models/face", Results<PhysicalFileHttpResult, NotFound> (ModelFolder folder) =>
            folder.Has(PublishedModel.Face)
                ? TypedResults.PhysicalFile(folder.PathOf(PublishedModel.Face), "application/octet-stream", lastModified: File.GetLastWriteTimeUtc(folder.PathOf(PublishedModel.Face)))
                : TypedResults.NotFound());
    }

    private static async Task ReceiveFacesAsync(HttpContext context, WebcamFeed feed, IHostApplicationLifetime lifetime)
    {
        using WebSocket? socket = await PageSocket.AcceptAsync(context);
        if (socket is null)
        {
            return;
        }

        CancellationTokenSource turn = await feed.BeginAsync();
        try
        {
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
            await ReceiveAsync(socket, feed.Source, turn.Token, ended.Token);
        }
        finally
        {
            await feed.EndAsync(turn);
        }
    }

    private static async Task ReceiveAsync(WebSocket socket, MediaPipeSource source, CancellationToken replaced, CancellationToken cancellationToken)
    {
        // One byte more than a face, so that a longer message is seen to be one.
        byte[] message = new byte[MediaPipeMessage.FaceLength + 1];
        // A receive that is cancelled would tear the connection down without the code: another page's turn closes it instead.
        using CancellationTokenRegistration closing = replaced.Register(() => _ = CloseAsync(socket, Replaced));
        try
        {
            while (true)
            {
                ValueWebSocketReceiveResult part = await socket.ReceiveAsync(message.AsMemory(), cancellationToken);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    await CloseAsync(socket, WebSocketCloseStatus.NormalClosure);
                    return;
                }

                if (!part.EndOfMessage)
                {
                    await CloseAsync(socket, WebSocketCloseStatus.MessageTooBig);
                    return;
                }

                if (!replaced.IsCancellationRequested)
                {
                    source.Receive(message.AsSpan(0, part.Count));
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            // The page is gone.
        }
    }

    private static async Task CloseAsync(WebSocket socket, WebSocketCloseStatus status)
    {
        try
        {
            await socket.CloseOutputAsync(status, null, CancellationToken.None);
        }
        catch (Exception e) when (e is WebSocketException or ObjectDisposedException or InvalidOperationException)
        {
            // It was closed already.
        }
    }
}
