using Bunraku.Distillation.Poses;

namespace Bunraku.Distillation.Tests.Poses;

public sealed class StepClockTests
{
    private const int Total = 8000;

    [Fact]
    public void The_bank_begins_with_64_frames_and_is_complete_after_a_quarter()
    {
        var clock = new StepClock(500, Total, seed: 1);

        Assert.Equal([64, 282, 499, 500, 500], new[] { 0L, 1000, 1999, 2000, Total }.Select(clock.FramesAt));
        Assert.All(Enumerable.Range(0, Total), example => Assert.InRange(clock.FrameOf(example), 0, clock.FramesAt(example) - 1));
    }

    [Fact]
    public void Every_round_shows_every_frame_once_in_another_order()
    {
        var clock = new StepClock(50, Total, seed: 1);
        int[][] rounds = [.. Enumerable.Range(0, 20 * 50).Select(example => clock.FrameOf(example)).Chunk(50)];

        Assert.All(rounds, round => Assert.Equal(Enumerable.Range(0, 50), round.Order()));
        Assert.Equal(rounds.Length, rounds.Select(round => string.Join(' ', round)).Distinct().Count());
    }

    [Fact]
    public void All_frames_are_shown_about_equally_often_once_the_bank_is_complete()
    {
        var clock = new StepClock(500, Total, seed: 1);
        int[] visits = [.. Enumerable.Range(2500, Total - 2500).GroupBy(example => clock.FrameOf(example)).Select(frame => frame.Count())];

        Assert.Equal(500, visits.Length);
        Assert.InRange(visits.Max() - visits.Min(), 0, 2);
    }

    [Fact]
    public void A_clock_that_is_asked_out_of_order_says_the_same()
    {
        var inOrder = new StepClock(300, Total, seed: 3);
        var jumping = new StepClock(300, Total, seed: 3);
        int[] expected = [.. Enumerable.Range(0, Total).Select(example => inOrder.FrameOf(example))];

        foreach (int example in (int[])[Total - 1, 0, 4711, 64, 63, Total - 1])
        {
            Assert.Equal(expected[example], jumping.FrameOf(example));
        }
    }

    [Fact]
    public void Another_seed_gives_another_order() => Assert.NotEqual(FirstRound(seed: 1), FirstRound(seed: 2));

    private static int[] FirstRound(ulong seed)
    {
        var clock = new StepClock(StepClock.FirstFrames, Total, seed);
        return [.. Enumerable.Range(0, StepClock.FirstFrames).Select(example => clock.FrameOf(example))];
    }
}
