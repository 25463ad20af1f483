using System.Net.WebSockets;

namespace Bunraku.Studio.Features.Frames;

/// <summary>
/// One canvas that watches a stage. It takes a new frame only while fewer than <see cref="MostInFlight"/> are on their way and not yet acknowledged, so a slow
/// browser gets fewer frames and never older ones.
/// </summary>
internal sealed class Viewer(Stage stage) : IDisposable
{
    private const int MostInFlight = 2;
    private const int LongestAcknowledgement = 16;
    private readonly SemaphoreSlim _offered = new(0);
    private FrameBuffer? _next;
    private int _inFlight;

    /// <summary>The number of the newest frame it was given.</summary>
    public uint LastNumber { get; private set; }

    /// <summary>Whether it can take a frame now.</summary>
    public bool IsReady => Volatile.Read(ref _next) is null && Volatile.Read(ref _inFlight) < MostInFlight;

    /// <summary>Gives it a frame to send. Called by the stage's thread only, while it is ready.</summary>
    public void Offer(FrameBuffer frame)
    {
        frame.Hold();
        LastNumber = frame.Number;
        Interlocked.Increment(ref _inFlight);
        Volatile.Write(ref _next, frame);
        _offered.Release();
    }

    /// <summary>Sends frames until the browser or the stage goes away.</summary>
    public async Task RunAsync(WebSocket socket, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stage.Join(this);
        Task sending = SendAsync(socket, ended.Token);
        try
        {
            await ReceiveAsync(socket, ended.Token);
        }
        finally
        {
            stage.Leave(this);
            await ended.CancelAsync();
            await sending;
            Interlocked.Exchange(ref _next, null)?.Release();
        }
    }

    public void Dispose() => _offered.Dispose();

    private async Task SendAsync(WebSocket socket, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await _offered.WaitAsync(cancellationToken);
                FrameBuffer frame = Interlocked.Exchange(ref _next, null)!;
                try
                {
                    await socket.SendAsync(frame.Message, WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);
                    stage.Meter.CountSent(frame.ArrivedAt);
                }
                finally
                {
                    frame.Release();
                }

                stage.Wake();
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException or ObjectDisposedException)
        {
            // The browser is gone: the receiving side ends as well.
        }
    }

    private async Task ReceiveAsync(WebSocket socket, CancellationToken cancellationToken)
    {
        byte[] acknowledgement = new byte[LongestAcknowledgement];
        try
        {
            while (true)
            {
                ValueWebSocketReceiveResult message = await socket.ReceiveAsync(acknowledgement.AsMemory(), cancellationToken);
                if (message.MessageType == WebSocketMessageType.Close)
                {
                    await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken);
                    return;
                }

                if (!message.EndOfMessage)
                {
                    await socket.CloseOutputAsync(WebSocketCloseStatus.PolicyViolation, "An acknowledgement is one short message.", cancellationToken);
                    return;
                }

                Acknowledge();
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            // The browser went away without a goodbye, or Studio stops.
        }
    }

    private void Acknowledge()
    {
        if (Interlocked.Decrement(ref _inFlight) < 0)
        {
            Interlocked.Increment(ref _inFlight);
        }

        stage.Wake();
    }
}
