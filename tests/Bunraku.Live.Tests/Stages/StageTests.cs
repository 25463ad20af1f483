using Bunraku.Core.Poses;
using Bunraku.Live.Stages;
using Bunraku.Live.Tests.Fakes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bunraku.Live.Tests.Stages;

public sealed class StageTests : IDisposable
{
    private readonly LiveStage _stage = new("test", NullLogger.Instance);
    private readonly PoserFake _poser = new();

    public StageTests() => _stage.Show(TestCharacter.Actor(_poser));

    public void Dispose() => _stage.Dispose();

    [Fact]
    public async Task Viewer_that_joins_gets_the_present_frame()
    {
        await using var browser = new BrowserFake(_stage);

        ReceivedFrame frame = await browser.NextAsync();

        Assert.Equal(1u, frame.Number);
        Assert.Equal((0, 0, 512, 512), (frame.Left, frame.Top, frame.Width, frame.Height));
        Assert.Equal(0, frame.Alpha);
    }

    [Fact]
    public async Task Nothing_is_drawn_while_nobody_watches_or_nothing_changes()
    {
        _stage.Pose = HeadX(0.5f);
        Assert.Equal(0, _poser.Rendered);

        await using var browser = new BrowserFake(_stage);
        await browser.NextAsync();
        browser.Acknowledge();
        _stage.Pose = HeadX(0.5f);
        _stage.Pose = HeadX(1f);
        ReceivedFrame changed = await browser.NextAsync();

        Assert.Equal(255, changed.Alpha);
        Assert.Equal(2, _poser.Rendered);
    }

    [Fact]
    public async Task Slow_browser_skips_frames_gets_the_newest_one_and_costs_no_memory()
    {
        await using var browser = new BrowserFake(_stage);
        await browser.NextAsync();
        _stage.Pose = HeadX(0.1f);
        await browser.NextAsync(); // Two frames are on their way, and none is acknowledged.

        for (int i = 0; i < 500; i++)
        {
            _stage.Pose = HeadX(i / 500f);
        }

        _stage.Pose = HeadX(1f);
        int drawnMeanwhile = _poser.Rendered;
        browser.Acknowledge();
        ReceivedFrame newest = await browser.NextAsync();

        Assert.Equal(2, drawnMeanwhile);
        Assert.Equal(255, newest.Alpha);
        Assert.True(_stage.Buffers <= 4, $"{_stage.Buffers} buffers");
    }

    [Fact]
    public async Task Slow_browser_does_not_hold_up_a_fast_one()
    {
        await using var slow = new BrowserFake(_stage);
        await using var fast = new BrowserFake(_stage);
        await slow.NextAsync();
        for (int i = 1; i <= 20; i++)
        {
            await fast.NextAsync();
            fast.Acknowledge();
            _stage.Pose = HeadX(i / 20f);
        }

        Assert.Equal(255, (await fast.NextAsync()).Alpha);
        Assert.True(_stage.Buffers <= 6, $"{_stage.Buffers} buffers");
    }

    [Fact]
    public async Task New_character_is_shown_at_once_and_the_old_one_is_let_go()
    {
        await using var browser = new BrowserFake(_stage);
        await browser.NextAsync();
        browser.Acknowledge();
        var next = new PoserFake();
        _stage.Show(TestCharacter.Actor(next));

        await browser.NextAsync();

        Assert.Equal(1, next.Rendered);
        Assert.True(_poser.IsDisposed);
    }

    [Fact]
    public async Task Frame_that_fails_does_not_stop_the_next_one()
    {
        await using var browser = new BrowserFake(_stage);
        await browser.NextAsync();
        browser.Acknowledge();
        _poser.Failure = new InvalidOperationException("a fault");
        _stage.Pose = HeadX(0.25f);
        await Task.Delay(50, TestContext.Current.CancellationToken);
        _poser.Failure = null;
        _stage.Pose = HeadX(1f);

        Assert.Equal(255, (await browser.NextAsync()).Alpha);
    }

    private static Pose HeadX(float value) => Pose.Rest.With("head_x", value);
}
