using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using Bunraku.Core.Errors;
using Bunraku.Studio.Languages;
using Bunraku.Studio.Shell;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Bunraku.Studio.Features.Videos;

/// <summary>
/// Recordings that Studio writes. A page sends frames over a connection, each answered by <c>ok</c>, then the text <c>end</c>. The answers are a percentage,
/// again and again, and in the end <c>done</c> with the key of the file, or <c>failed</c> with a sentence.
/// </summary>
internal static class VideoEndpoints
{
    private const int MostFrames = 20 * 60 * 2;
    private const int LongestText = 16;

    public static void AddVideos(this IServiceCollection services) => services.AddSingleton<VideoFiles>();

    public static void MapVideos(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/videos/frames/{ending}", async (string ending, HttpContext context, VideoFiles files, IHostApplicationLifetime lifetime) =>
        {
            if (VideoFormat.OfFrames.FirstOrDefault(known => known.Ending == ending) is not { } format)
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }

            using WebSocket? socket = await PageSocket.AcceptAsync(context);
            if (socket is not null)
            {
                using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
                await ReceiveAsync(socket, format, files, context.Texts(), ended.Token);
            }
        });
        routes.MapGet("/videos/{key}", Results<FileStreamHttpResult, NotFound> (string key, VideoFiles files) =>
            files.Take(key) is var (content, format) ? TypedResults.Stream(content, format.MediaType) : TypedResults.NotFound());
    }

    private static async Task ReceiveAsync(WebSocket socket, VideoFormat format, VideoFiles files, Texts texts, CancellationToken cancellation)
    {
        try
        {
            using FrameSpool frames = files.Begin();
            byte[] message = new byte[sizeof(double) + FrameSpool.FrameBytes];
            while (await ReadAsync(socket, message, cancellation) is var (length, kind) && kind == WebSocketMessageType.Binary && frames.Count < MostFrames)
            {
                frames.Add(message.AsSpan(0, length));
                await SayAsync(socket, "ok", cancellation);
            }

            if (socket.State != WebSocketState.Open || frames.Count == 0)
            {
                return;
            }

            int told = -1;
            void Tell(double share)
            {
                if ((int)(100 * share) is var percent && percent != told)
                {
                    told = percent;
                    SayAsync(socket, percent.ToString(CultureInfo.InvariantCulture), cancellation).GetAwaiter().GetResult();
                }
            }

            string key = await Task.Run(() => files.Write(frames, format, Tell, cancellation), cancellation);
            await SayAsync(socket, $"done {key}", cancellation);
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellation);
        }
        catch (BadInputException e) when (socket.State == WebSocketState.Open)
        {
            await SayAsync(socket, $"failed {texts[e]}", cancellation);
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException or IOException or ObjectDisposedException)
        {
            // The page is gone, and its recording with it.
        }
    }

    /// <summary>One whole message; its length, and whether it is a frame.</summary>
    private static async Task<(int Length, WebSocketMessageType Kind)> ReadAsync(WebSocket socket, byte[] message, CancellationToken cancellation)
    {
        int length = 0;
        while (true)
        {
            ValueWebSocketReceiveResult part = await socket.ReceiveAsync(message.AsMemory(length), cancellation);
            length += part.Count;
            if (part.EndOfMessage || part.MessageType == WebSocketMessageType.Close || (part.MessageType == WebSocketMessageType.Text && length > LongestText))
            {
                return (length, part.MessageType);
            }

            if (length == message.Length)
            {
                throw new BadInputException("A frame of a recording is too long. Load the page again.");
            }
        }
    }

    private static Task SayAsync(WebSocket socket, string text, CancellationToken cancellation) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, cancellation);
}
