using System.Buffers.Binary;
using System.Net.WebSockets;
using System.Threading.Channels;
using Bunraku.Studio.Features.Frames;

namespace Bunraku.Studio.Tests.Frames;

/// <summary>What a canvas saw of a frame: the header, and the alpha of the first pixel.</summary>
internal sealed record ReceivedFrame(uint Number, int Left, int Top, int Width, int Height, byte Alpha);

/// <summary>A canvas without a browser: it keeps what it is sent and acknowledges only when told to.</summary>
internal sealed class BrowserFake : WebSocket
{
    private readonly Channel<ReceivedFrame> _frames = Channel.CreateUnbounded<ReceivedFrame>();
    private readonly Channel<bool> _acknowledgements = Channel.CreateUnbounded<bool>();
    private readonly CancellationTokenSource _gone = new();
    private readonly Viewer _viewer;
    private readonly Task _running;

    public BrowserFake(Stage stage)
    {
        _viewer = new Viewer(stage);
        _running = _viewer.RunAsync(this, _gone.Token);
    }

    public override WebSocketCloseStatus? CloseStatus => null;

    public override string? CloseStatusDescription => null;

    public override WebSocketState State => WebSocketState.Open;

    public override string? SubProtocol => null;

    /// <summary>The next frame that arrives.</summary>
    public async Task<ReceivedFrame> NextAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        return await _frames.Reader.ReadAsync(patience.Token);
    }

    public void Acknowledge() => _acknowledgements.Writer.TryWrite(true);

    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        await _running;
        Dispose();
    }

    public override ValueTask SendAsync(ReadOnlyMemory<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken)
    {
        ReadOnlySpan<byte> message = buffer.Span;
        _frames.Writer.TryWrite(new ReceivedFrame(
            BinaryPrimitives.ReadUInt32LittleEndian(message[4..]),
            BinaryPrimitives.ReadUInt16LittleEndian(message[8..]),
            BinaryPrimitives.ReadUInt16LittleEndian(message[10..]),
            BinaryPrimitives.ReadUInt16LittleEndian(message[12..]),
            BinaryPrimitives.ReadUInt16LittleEndian(message[14..]),
            message[FrameMessage.HeaderLength + 3]));
        return ValueTask.CompletedTask;
    }

    public override async ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        await _acknowledgements.Reader.ReadAsync(cancellationToken);
        return new ValueWebSocketReceiveResult(2, WebSocketMessageType.Text, endOfMessage: true);
    }

    public override void Dispose()
    {
        _viewer.Dispose();
        _gone.Dispose();
    }

    public override void Abort() => _gone.Cancel();

    public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) => Task.CompletedTask;

    public override Task CloseOutputAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) => Task.CompletedTask;

    public override Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken) => throw new NotSupportedException();

    public override Task SendAsync(ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken) => throw new NotSupportedException();
}
