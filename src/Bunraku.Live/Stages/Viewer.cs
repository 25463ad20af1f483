using System.Collections.Immutable;
using System.Threading.Channels;
using Bunraku.Live.Frames;
using Bunraku.Live.Items;

namespace Bunraku.Live.Stages;

/// <summary>
/// One sink that watches a stage. It takes a new frame only while fewer than two are on their way and not yet acknowledged, so a slow
/// browser gets fewer frames and never older ones.
/// </summary>
public sealed class Viewer(Stage stage, IFrameSink sink)
{
    private const int MostInFlight = 2;

    // A frame that is offered after the end is refused by the channel, so nothing here is ever disposed under the stage's thread.
    private readonly Channel<FrameBuffer> _offered = Channel.CreateBounded<FrameBuffer>(new BoundedChannelOptions(1) { SingleReader = true, SingleWriter = true });
    private int _inFlight;

    /// <summary>The number of the newest frame it was given.</summary>
    internal uint LastNumber { get; private set; }

    /// <summary>Whether it can take a frame now.</summary>
    internal bool IsReady => _offered.Reader.Count == 0 && Volatile.Read(ref _inFlight) < MostInFlight;

    /// <summary>Gives it a frame to send. Called by the stage's thread only, while it is ready.</summary>
    internal void Offer(FrameBuffer frame)
    {
        frame.Hold();
        LastNumber = frame.Number;
        Interlocked.Increment(ref _inFlight);
        if (!_offered.Writer.TryWrite(frame))
        {
            frame.Release();
        }
    }

    /// <summary>Sends frames until the sink or the stage goes away.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stage.Join(this);
        Task sending = SendAsync(ended);
        try
        {
            while (await sink.WaitForAcknowledgementAsync(ended.Token))
            {
                Acknowledge();
            }
        }
        finally
        {
            stage.Leave(this);
            await ended.CancelAsync();
            _offered.Writer.Complete();
            await sending;
            while (_offered.Reader.TryRead(out FrameBuffer? frame))
            {
                frame.Release();
            }
        }
    }

    private async Task SendAsync(CancellationTokenSource ended)
    {
        try
        {
            ImmutableArray<Item> worn = [];
            bool isThere = true;
            while (isThere)
            {
                FrameBuffer frame = await _offered.Reader.ReadAsync(ended.Token);
                try
                {
                    if (frame.Items != worn)
                    {
                        worn = frame.Items;
                        await sink.TrySendAsync(ItemsMessage.Of(worn), ended.Token);
                    }

                    isThere = await sink.TrySendAsync(frame.Message, ended.Token);
                    if (isThere)
                    {
                        stage.Meter.CountSent(frame.ArrivedAt);
                    }
                }
                finally
                {
                    frame.Release();
                }

                stage.Wake();
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ChannelClosedException)
        {
            // The receiving side has ended.
        }
        finally
        {
            await ended.CancelAsync();
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
