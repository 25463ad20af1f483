using System.Buffers.Binary;
using System.Threading.Channels;
using Bunraku.Live.Frames;
using Bunraku.Live.Stages;

namespace Bunraku.Live.Tests.Fakes;

/// <summary>What a canvas saw of a frame: the header, and the alpha of the first pixel.</summary>
internal sealed record ReceivedFrame(uint Number, int Left, int Top, int Width, int Height, byte Alpha);

/// <summary>A canvas without a browser: it keeps what it is sent and acknowledges only when told to.</summary>
internal sealed class BrowserFake : IFrameSink, IAsyncDisposable
{
    private readonly Channel<ReceivedFrame> _frames = Channel.CreateUnbounded<ReceivedFrame>();
    private readonly Channel<bool> _acknowledgements = Channel.CreateUnbounded<bool>();
    private readonly CancellationTokenSource _gone = new();
    private readonly Task _running;

    public BrowserFake(Stage stage) => _running = new Viewer(stage, this).RunAsync(_gone.Token);

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
        _gone.Dispose();
    }

    ValueTask<bool> IFrameSink.TrySendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        ReadOnlySpan<byte> bytes = message.Span;
        _frames.Writer.TryWrite(new ReceivedFrame(
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]),
            BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]),
            BinaryPrimitives.ReadUInt16LittleEndian(bytes[10..]),
            BinaryPrimitives.ReadUInt16LittleEndian(bytes[12..]),
            BinaryPrimitives.ReadUInt16LittleEndian(bytes[14..]),
            bytes[FrameMessage.HeaderLength + 3]));
        return ValueTask.FromResult(true);
    }

    async ValueTask<bool> IFrameSink.WaitForAcknowledgementAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _acknowledgements.Reader.ReadAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
