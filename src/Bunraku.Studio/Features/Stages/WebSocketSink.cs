using System.Net.WebSockets;
using Bunraku.Live.Frames;

namespace Bunraku.Studio.Features.Stages;

/// <summary>A page's canvas: takes frames over a WebSocket and acknowledges each with a short message.</summary>
internal sealed class WebSocketSink(WebSocket socket) : IFrameSink
{
    private const int LongestAcknowledgement = 16;
    private readonly byte[] _acknowledgement = new byte[LongestAcknowledgement];

    public async ValueTask<bool> TrySendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        try
        {
            await socket.SendAsync(message, WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);
            return true;
        }
        catch (Exception e) when (IsGone(e))
        {
            return false;
        }
    }

    public async ValueTask<bool> WaitForAcknowledgementAsync(CancellationToken cancellationToken)
    {
        try
        {
            ValueWebSocketReceiveResult message = await socket.ReceiveAsync(_acknowledgement.AsMemory(), cancellationToken);
            if (message.MessageType == WebSocketMessageType.Close)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken);
                return false;
            }

            if (!message.EndOfMessage)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.PolicyViolation, "An acknowledgement is one short message.", cancellationToken);
                return false;
            }

            return true;
        }
        catch (Exception e) when (IsGone(e))
        {
            return false;
        }
    }

    private static bool IsGone(Exception e) => e is OperationCanceledException or WebSocketException or ObjectDisposedException or IOException or InvalidOperationException;
}
