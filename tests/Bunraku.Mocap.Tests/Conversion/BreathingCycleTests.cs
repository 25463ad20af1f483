using System.Text.Json;
using Bunraku.Mocap.Conversion;
using Bunraku.TestSupport;
using CsCheck;

namespace Bunraku.Mocap.Tests.Conversion;

public sealed class BreathingCycleTests
{
    [Fact]
    [Trait("Category", SharedData.Golden)]
    public void Breaths_at_given_times_are_the_published_ones()
    {
        foreach (JsonElement test in Golden().GetProperty("breathing").EnumerateArray())
        {
            var cycle = new BreathingCycle(test.GetProperty("frequency").GetDouble(), Seconds(test, "start_time"));
            Assert.Equal(test.GetProperty("value").GetDouble(), cycle.ValueAt(Seconds(test, "now")), GoldenPoses.Tolerance);
        }
    }

    [Fact]
    [Trait("Category", SharedData.Golden)]
    public void Sequences_give_the_published_breaths_until_the_speed_changes_and_then_go_on_without_the_originals_jump()
    {
        foreach (JsonElement sequence in Golden().GetProperty("breathing_sequences").EnumerateArray())
        {
            var cycle = new BreathingCycle(sequence.GetProperty("initial_frequency").GetDouble(), Seconds(sequence, "initial_start_time"));
            bool speedChanged = false;
            foreach (JsonElement step in sequence.GetProperty("steps").EnumerateArray())
            {
                TimeSpan now = Seconds(step, "now");
                switch (step.GetProperty("op").GetString())
                {
                    case "restart":
                        cycle = cycle with { Start = now };
                        break;
                    case "set_frequency":
                        double before = cycle.ValueAt(now);
                        cycle = cycle.WithSpeed(step.GetProperty("frequency").GetDouble(), now);
                        speedChanged = true;
                        Assert.Equal(cycle.BreathsPerMinute > 0 ? before : 0, cycle.ValueAt(now), GoldenPoses.Tolerance);
                        break;
                    default:
                        if (!speedChanged || cycle.BreathsPerMinute == 0)
                        {
                            Assert.Equal(step.GetProperty("value").GetDouble(), cycle.ValueAt(now), GoldenPoses.Tolerance);
                        }

                        break;
                }
            }
        }
    }

    [Fact]
    public void From_a_held_breath_a_new_one_begins()
    {
        BreathingCycle held = new BreathingCycle(20, TimeSpan.Zero).WithSpeed(0, TimeSpan.FromSeconds(1.4));
        BreathingCycle resumed = held.WithSpeed(30, TimeSpan.FromSeconds(5.5));

        Assert.Equal(0, held.ValueAt(TimeSpan.FromSeconds(3)));
        Assert.Equal(0, resumed.ValueAt(TimeSpan.FromSeconds(5.5)), 1e-12);
        Assert.Equal(1, resumed.ValueAt(TimeSpan.FromSeconds(6.5)), 1e-9);
    }

    [Fact]
    public void A_change_of_speed_never_moves_the_chest_at_that_moment() =>
        Gen.Select(Gen.Double[0.1, 60], Gen.Double[0.1, 60], Gen.Double[-1000, 1000]).Sample((slow, fast, seconds) =>
        {
            TimeSpan now = TimeSpan.FromSeconds(seconds);
            var cycle = new BreathingCycle(slow, TimeSpan.Zero);
            return Math.Abs(cycle.ValueAt(now) - cycle.WithSpeed(fast, now).ValueAt(now)) < 1e-6;
        });

    private static JsonElement Golden() => GoldenPoses.IFacialMocap.Root;

    private static TimeSpan Seconds(JsonElement element, string name) => TimeSpan.FromSeconds(element.GetProperty(name).GetDouble());
}
