using Bunraku.Distillation.Configuration;
using Bunraku.Distillation.Schedules;
using Bunraku.Distillation.Training;

namespace Bunraku.Distillation.Tests.Training;

/// <summary>The full schedule was the default everywhere, which is 57 days on a processor.</summary>
public sealed class MachineDefaultsTests
{
    [Fact]
    public void Without_a_CUDA_card_the_standard_schedule_is_the_default()
    {
        DistillationConfig config = MachineDefaults.ApplyTo(new DistillationConfig { Teacher = "rig" }, hasCuda: false);

        Assert.Equal((TrainingSchedule.Standard, "soap", "auto", "rig"), (config.Schedule, config.Optimizer, config.Backend, config.Teacher));
    }

    [Fact]
    public void With_a_CUDA_card_it_is_the_published_one_and_the_card_trains()
    {
        DistillationConfig config = MachineDefaults.ApplyTo(new DistillationConfig(), hasCuda: true);

        Assert.Equal(new DistillationConfig() with { Backend = "torch" }, config);
    }

    [Theory]
    [InlineData(20, 12, false)]
    [InlineData(16_000, 12_000, true)]
    public void Only_long_schedules_are_measured(long face, long body, bool expected) =>
        Assert.Equal(expected, TrainingSpeed.IsWorthMeasuring(new TrainingSchedule(new NetworkSchedule([new(face, 1e-4)]), new NetworkSchedule([new(body, 1e-4)]))));
}
