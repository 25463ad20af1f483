using Bunraku.Core.Images;
using Bunraku.Distillation.Configuration;
using Bunraku.Distillation.Schedules;
using Bunraku.Distillation.Teachers;
using Bunraku.Distillation.Tests.Fakes;
using Bunraku.Distillation.Training;
using Bunraku.Siren.Support;

namespace Bunraku.Distillation.Tests.Training;

public sealed class TrainingSpeedTests
{
    private static readonly TrainingSchedule Schedule = new(new NetworkSchedule([new(1000, 1e-4)]), new NetworkSchedule([new(2000, 1e-4)]));

    [Fact]
    public void With_a_new_frame_in_every_example_the_rates_are_the_time() =>
        Assert.Equal(TimeSpan.FromSeconds(100 + 1000), new TrainingSpeed(new NetworkSpeed(10), new NetworkSpeed(2)).TimeFor(Schedule, frames: null));

    /// <summary>24 more for sample pictures and checkpoints of each network.</summary>
    [Fact]
    public void Limited_frames_take_the_time_of_a_frame_each_and_examples_that_of_a_step() => Assert.Equal(
        TimeSpan.FromSeconds((1000 / 10) + (124 * 0.5) + (2000 / 2) + (74 * 3)),
        new TrainingSpeed(new NetworkSpeed(10, 0.5), new NetworkSpeed(2, 3)).TimeFor(Schedule, new FrameLimits(Face: 100, Body: 50)));

    [Fact]
    public void On_two_cores_the_presets_take_40_minutes_5_hours_and_a_night()
    {
        double HoursOf(TrainingPreset preset, int cores = 2) => SpeedEstimate.Of(preset.Values with { Teacher = "tha4" }, cores, hasCuda: false)!.TimeFor(preset.Values.Schedule, preset.Values.Frames).TotalHours;

        Assert.InRange(HoursOf(TrainingPresets.Quick), 0.3, 40 / 60.0);
        Assert.InRange(HoursOf(TrainingPresets.Standard), 3, 5);
        Assert.InRange(HoursOf(TrainingPresets.Fine), 8, 12);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void The_time_of_a_slow_teacher_is_found_apart_from_that_of_a_step()
    {
        var fake = new FakeTeacher();
        var support = SupportMask.Of(fake, cancellation: TestContext.Current.CancellationToken);
        using var teacher = new Teacher("slow", "slow 1", new PoserSketch((pose, frame) =>
        {
            TestContext.Current.CancellationToken.WaitHandle.WaitOne(1000);
            fake.Render(pose, frame);
        }));
        using SpeedMeasurement measurement = SpeedMeasurement.Of(
            teacher, new float[FaceCrop.Student.Width * FaceCrop.Student.Height], support, threads: 2, _ => { });
        DistillationConfig quick = TrainingPresets.Quick.Values;
        DistillationConfig config = quick with
        {
            Face = quick.Face with { BatchSize = 1 },
            Body = quick.Body with { BatchSize = 1 },
            Sparsity = new TileProbabilities(0.01, 0.01, 0.01, 0.01),
        };

        TrainingSpeed speed = measurement.Measure(config, TestContext.Current.CancellationToken);

        Assert.InRange(speed.SetUp, TimeSpan.FromSeconds(0.99 * SupportMask.FramesOfAll), TimeSpan.MaxValue);
        Assert.All((NetworkSpeed[])[speed.Face, speed.Body], network => Assert.True(network.FrameSeconds >= 0.99, $"{network}"));
        Assert.True(speed.Face.ExamplesPerSecond > 1, $"{speed.Face}");
    }
}
