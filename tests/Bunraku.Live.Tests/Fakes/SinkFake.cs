using System.Threading.Channels;
using Bunraku.Live.Frames;

namespace Bunraku.Live.Tests.Fakes;

/// <summary>A page without a browser: it keeps what it is sent and acknowledges only when told to.</summary>
/// <typeparam name="T">What a message is to the page.</typeparam>
internal abstract class SinkFake<T> : IFrameSink, IAsyncDisposable
{
    private readonly Channel<T> _messages = Channel.CreateUnbounded<T>();
    private readonly Channel<bool> _acknowledgements = Channel.CreateUnbounded<bool>();
    private readonly CancellationTokenSource _gone = new();
    private readonly Task _running;

    /// <param name="run">Sends to the page until it goes.</param>
    protected SinkFake(Func<IFrameSink, CancellationToken, Task> run) => _running = run(this, _gone.Token);

    protected abstract T Read(ReadOnlySpan<byte> message);

    /// <summary>The next message that arrives.</summary>
    public async Task<T> NextAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        return await _messages.Reader.ReadAsync(patience.Token);
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
        _messages.Writer.TryWrite(Read(message.Span));
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
