using System.Threading.Channels;
using System.Globalization;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Live.Frames;
using Bunraku.Live.Stages;
using Bunraku.Live.Tests.Fakes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bunraku.Live.Tests.Stages;

/// <summary>Pages come and go while a stage draws.</summary>
public sealed class ViewerTests : IDisposable
{
    /// <summary>How many sessions, if not the usual number.</summary>
    private const string Variable = "BUNRAKU_VIEWER_SESSIONS";

    private readonly LiveStage _stage = new("test", NullLogger.Instance);

    public ViewerTests() => _stage.Show(TestCharacter.Actor(new PoserFake()));

    public void Dispose() => _stage.Dispose();

    [Fact]
    public async Task Viewer_that_has_ended_is_offered_a_frame_and_holds_nothing()
    {
        var sink = new Sink(acknowledgements: 0);
        var viewer = new Viewer(_stage, sink);
        await viewer.RunAsync(TestContext.Current.CancellationToken);
        var pool = new FramePool();
        FrameBuffer frame = pool.Rent();
        frame.Begin(1, FramePixels.Panel(8), 0);

        viewer.Offer(frame);
        frame.Release();

        Assert.Same(frame, pool.Rent());
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task Viewers_that_come_and_go_cost_neither_the_process_nor_memory()
    {
        using var stage = new LiveStage("quick", NullLogger.Instance) { Output = FrameOutput.Face };
        stage.Show(new Actor(TestCharacter.Create(), new NoPoser()));
        int sessions = int.Parse(Environment.GetEnvironmentVariable(Variable) ?? "20000", CultureInfo.InvariantCulture);
        using var ended = new CancellationTokenSource();
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        Task posing = Task.Run(
            () =>
            {
                for (int step = 0; !ended.IsCancellationRequested; step++)
                {
                    stage.Pose = Pose.Rest.With("head_x", step % 100 / 100f);
                    Thread.Yield();
                }
            },
            cancellation);
        async Task ComeAndGoAsync(int page)
        {
            for (int session = page; session < sessions; session += 8)
            {
                await new Viewer(stage, new Sink(acknowledgements: session % 3)).RunAsync(cancellation);
            }
        }

        Task[] pages = [.. Enumerable.Range(0, 8).Select(page => Task.Run(() => ComeAndGoAsync(page), cancellation))];
        await Task.WhenAll(pages);
        await ended.CancelAsync();
        await posing;

        Assert.True(stage.Buffers <= 24, $"{stage.Buffers} buffers");
        await using var browser = new BrowserFake(stage);
        Assert.NotEqual(0u, (await browser.NextAsync()).Number);
    }

    [Fact]
    public async Task Sink_that_throws_ends_its_own_session_alone()
    {
        await using var browser = new BrowserFake(_stage);
        await browser.NextAsync();
        browser.Acknowledge();

        await Assert.ThrowsAsync<InvalidOperationException>(() => new Viewer(_stage, new Sink(acknowledgements: 1) { Fault = new InvalidOperationException("a fault") }).RunAsync(TestContext.Current.CancellationToken));

        _stage.Pose = Pose.Rest.With("head_x", 1f);
        Assert.Equal(255, (await browser.NextAsync()).Alpha);
    }

    /// <summary>Draws nothing, at once.</summary>
    private sealed class NoPoser : IPoser
    {
        public void Render(Pose pose, PosedFrame frame)
        {
        }

        public void Dispose()
        {
        }
    }

    /// <summary>A page that takes a few frames and is gone.</summary>
    private sealed class Sink(int acknowledgements) : IFrameSink
    {
        private readonly Channel<bool> _sent = Channel.CreateUnbounded<bool>();
        private int _left = acknowledgements;

        public Exception? Fault { get; init; }

        public ValueTask<bool> TrySendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
        {
            if (Fault is not null)
            {
                throw Fault;
            }

            _sent.Writer.TryWrite(true);
            return ValueTask.FromResult(true);
        }

        public async ValueTask<bool> WaitForAcknowledgementAsync(CancellationToken cancellationToken)
        {
            if (_left-- <= 0)
            {
                return false;
            }

            try
            {
                return await _sent.Reader.ReadAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }
    }
}
