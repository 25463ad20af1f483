using System.Diagnostics;
using System.Net.WebSockets;

namespace Bunraku.Studio.Features.Api;

/// <summary>A program's connection. It is read no faster than 20,000 messages a second, whatever the program sends.</summary>
internal sealed class ApiSocket(WebSocket socket)
{
    private const int Burst = 200;
    private static readonly TimeSpan LeastForBurst = TimeSpan.FromMilliseconds(10);
    private long _burstBegan = Stopwatch.GetTimestamp();
    private int _read;

    /// <summary>Reads a whole message.</summary>
    /// <returns>Its length. Null where the program has gone, or where its message has no room; the connection is closed then.</returns>
    public async ValueTask<int?> ReadAsync(Memory<byte> message, CancellationToken cancellation)
    {
        try
        {
            int length = 0;
            while (true)
            {
                await PaceAsync(cancellation);
                ValueWebSocketReceiveResult part = await socket.ReceiveAsync(message[length..], cancellation);
                length += part.Count;
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellation);
                    return null;
                }

                if (part.EndOfMessage)
                {
                    return length;
                }

                if (length == message.Length)
                {
                    await socket.CloseOutputAsync(WebSocketCloseStatus.MessageTooBig, $"A message must have at most {message.Length} bytes.", cancellation);
                    return null;
                }
            }
        }
        catch (Exception e) when (IsGone(e))
        {
            return null;
        }
    }

    /// <summary>Sends a text; false where the program has gone.</summary>
    public async Task<bool> TrySendAsync(ReadOnlyMemory<byte> text, CancellationToken cancellation)
    {
        try
        {
            await socket.SendAsync(text, WebSocketMessageType.Text, endOfMessage: true, cancellation);
            return true;
        }
        catch (Exception e) when (IsGone(e))
        {
            return false;
        }
    }

    private static bool IsGone(Exception e) => e is OperationCanceledException or WebSocketException or ObjectDisposedException or IOException or InvalidOperationException;

    private async ValueTask PaceAsync(CancellationToken cancellation)
    {
        if (++_read < Burst)
        {
            return;
        }

        TimeSpan left = LeastForBurst - Stopwatch.GetElapsedTime(_burstBegan);
        if (left > TimeSpan.Zero)
        {
            await Task.Delay(left, cancellation);
        }

        (_read, _burstBegan) = (0, Stopwatch.GetTimestamp());
    }
}
