using Bunraku.Mocap.Idle;
using Bunraku.Mocap.Settings;
using CsCheck;

namespace Bunraku.Mocap.Tests.Idle;

public sealed class IdleTests
{
    private static readonly IdleSettings Settings = new();

    [Fact]
    public void A_minute_has_the_blinks_it_should_at_uneven_moments()
    {
        List<int> starts = [];
        for (int millisecond = 0; millisecond < 60_000; millisecond += 5)
        {
            bool isClosed = Closed(millisecond / 1000.0) > 0;
            if (isClosed && Closed((millisecond - 5) / 1000.0) <= 0)
            {
                starts.Add(millisecond);
            }
        }

        Assert.Equal(12, starts.Count);
        int[] pauses = [.. starts.Zip(starts.Skip(1), (a, b) => b - a)];
        Assert.True(pauses.Max() - pauses.Min() > 1000);
    }

    [Fact]
    public void Every_blink_shuts_the_eyes_entirely_and_never_jumps()
    {
        double most = 0;
        for (int millisecond = 0; millisecond < 20_000; millisecond++)
        {
            double now = Closed(millisecond / 1000.0);
            most = Math.Max(most, now);
            Assert.True(Math.Abs(now - Closed((millisecond + 1) / 1000.0)) < 0.03);
        }

        Assert.Equal(1, most);
    }

    [Fact]
    public void Blinks_stay_in_range_and_none_come_at_zero_a_minute() =>
        Gen.Select(Gen.Double[-1e6, 1e6], Gen.Double[0, 60], Gen.ULong).Sample((seconds, rate, seed) =>
            IdleBlink.ClosedAt(TimeSpan.FromSeconds(seconds), rate, seed) is >= 0 and <= 1
            && IdleBlink.ClosedAt(TimeSpan.FromSeconds(seconds), 0, seed) == 0);

    [Fact]
    public void Another_seed_blinks_at_other_moments() => Assert.Contains(
        Enumerable.Range(0, 1000),
        step => !IdleBlink.ClosedAt(TimeSpan.FromSeconds(step / 50.0), 12, 1).Equals(IdleBlink.ClosedAt(TimeSpan.FromSeconds(step / 50.0), 12, 2)));

    [Fact]
    public void The_way_to_rest_and_back_begins_where_it_was()
    {
        IdleBlend away = IdleBlend.AtRest.Toward(toRest: false, At(10), Settings);
        Assert.Equal(1, away.WeightAt(At(10), Settings));
        Assert.Equal(0, away.WeightAt(At(10.3), Settings), 1e-9);

        IdleBlend lost = away.Toward(toRest: true, At(20), Settings);
        double half = lost.WeightAt(At(20.75), Settings);
        Assert.Equal(0.5, half, 1e-9);
        Assert.Equal(1, lost.WeightAt(At(21.5), Settings));

        IdleBlend found = lost.Toward(toRest: false, At(20.75), Settings);
        Assert.Equal(half, found.WeightAt(At(20.75), Settings));
        Assert.Equal(found, found.Toward(toRest: false, At(20.9), Settings));
    }

    [Fact]
    public void A_way_of_no_duration_is_a_step()
    {
        IdleSettings atOnce = Settings with { RecoverSeconds = 0, ReturnSeconds = 0 };
        IdleBlend found = IdleBlend.AtRest.Toward(toRest: false, At(1), atOnce);
        Assert.Equal(0, found.WeightAt(At(1), atOnce));
        Assert.Equal(1, found.Toward(toRest: true, At(2), atOnce).WeightAt(At(2), atOnce));
    }

    private static double Closed(double seconds) => IdleBlink.ClosedAt(At(seconds), 12, 3);

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);
}
