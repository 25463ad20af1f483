using System.Collections.Concurrent;
using System.Threading.Channels;
using Bunraku.Core.Characters;
using Bunraku.Live.Frames;
using Bunraku.Live.Items;

namespace Bunraku.Live.Stages;

/// <summary>
/// One sink that paints a stage itself: it is sent poses, and the engine rests. It takes a new pose only while fewer than two are not
/// yet painted.
/// </summary>
/// <param name="stage">The stage.</param>
/// <param name="sink">The sink; it acknowledges every pose that it has painted.</param>
/// <param name="addressOf">The address of a character's bundle; null where there is none, or not yet.</param>
public sealed class PoseViewer(Stage stage, IFrameSink sink, Func<StageCharacter, string?> addressOf)
{
    private const int MostInFlight = 2;

    // Who gives a pose sends it too: to wake another thread costs more than the message.
    private readonly Channel<bool> _looks = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, AllowSynchronousContinuations = true });
    private readonly ConcurrentQueue<TimeSpan?> _inFlight = [];
    private volatile Cue? _sent;

    /// <summary>Sends characters and poses until the sink or the stage goes away.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stage.Woken += Look;
        Look();
        Task sending = SendAsync(ended);
        try
        {
            while (await sink.WaitForAcknowledgementAsync(ended.Token))
            {
                if (_inFlight.TryDequeue(out TimeSpan? arrivedAt))
                {
                    stage.Meter.CountPainted(arrivedAt);
                    if (stage.Feed.Latest != _sent)
                    {
                        Look();
                    }
                }
            }
        }
        finally
        {
            stage.Woken -= Look;
            await ended.CancelAsync();
            await sending;
        }
    }

    private void Look() => _looks.Writer.TryWrite(true);

    private async Task SendAsync(CancellationTokenSource ended)
    {
        try
        {
            (StageCharacter? Character, int Revision, FrameOutput Output)? seen = null;
            Outfit? worn = null;
            string? address = null;
            uint number = 0;
            bool isThere = true;
            while (isThere)
            {
                await _looks.Reader.ReadAsync(ended.Token);
                if (stage.OnStage is var present && present != seen)
                {
                    seen = present;
                    string? next = present is { Character: { } character, Output: FrameOutput.Final } ? addressOf(character) : null;
                    if (next != address || number == 0)
                    {
                        (address, _sent) = (next, null);
                        isThere = await sink.TrySendAsync(PoseMessage.OfCharacter(address), ended.Token);
                    }
                }

                if (isThere && address is not null && stage.Outfit is var outfit && outfit != worn)
                {
                    (worn, _sent) = (outfit, null);
                    isThere = await sink.TrySendAsync(ItemsMessage.Of(outfit?.Items ?? []), ended.Token);
                }

                if (isThere && address is not null && stage.Feed.Latest is var cue && !cue.Pose.Equals(_sent?.Pose) && _inFlight.Count < MostInFlight)
                {
                    _sent = cue;
                    _inFlight.Enqueue(cue.ArrivedAt);
                    isThere = await sink.TrySendAsync(PoseMessage.OfPose(++number, cue.Pose, worn), ended.Token);
                }
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
}
