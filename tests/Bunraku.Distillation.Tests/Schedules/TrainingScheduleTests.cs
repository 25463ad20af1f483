using Bunraku.Distillation.Configuration;
using Bunraku.Distillation.Schedules;
using Bunraku.Distillation.Training;
using Bunraku.Siren.Training;

namespace Bunraku.Distillation.Tests.Schedules;

public sealed class TrainingScheduleTests
{
    [Theory]
    [InlineData(0, 1e-4)]
    [InlineData(199_999, 1e-4)]
    [InlineData(200_000, 1e-4 / 3)]
    [InlineData(499_992, 1e-4 / 3)]
    [InlineData(500_000, 1e-4 / 10)]
    [InlineData(800_000, 1e-4 / 30)]
    [InlineData(2_000_000, 1e-4 / 30)]
    public void Published_learning_rates_of_the_face(long seen, double rate) => Assert.Equal(rate, TrainingSchedule.Published.Face.LearningRateAt(seen));

    [Theory]
    [InlineData(0, 1e-4, 0.25, 0.25, 0.5, 2)]
    [InlineData(199_999, 1e-4, 0.25, 0.25, 0.5, 2)]
    [InlineData(200_000, 3e-5, 0.25, 0.25, 0.5, 2)]
    [InlineData(400_000, 3e-5, 1, 2.5, 5, 1)]
    [InlineData(600_000, 1e-5, 1, 2.5, 5, 1)]
    [InlineData(800_000, 1e-5, 10, 1, 1, 1)]
    [InlineData(1_300_000, 3e-6, 10, 1, 1, 1)]
    [InlineData(1_600_000, 3e-6, 10, 1, 1, 1)]
    public void Published_phases_of_the_body(long seen, double rate, double blended, double warped, double gridChange, double colorChange)
    {
        NetworkSchedule body = TrainingSchedule.Published.Body;

        Assert.Equal(rate, body.LearningRateAt(seen));
        Assert.Equal(new BodyLossWeights(blended, warped, gridChange, colorChange), body.Phases[body.PhaseAt(seen)].Weights);
    }

    [Fact]
    public void Published_totals() => Assert.Equal((1_000_000, 1_500_000), (TrainingSchedule.Published.Face.Total, TrainingSchedule.Published.Body.Total));

    [Fact]
    public void A_rate_that_falls_does_so_geometrically_within_its_phase()
    {
        var schedule = new NetworkSchedule([new(100, 1e-3), new(300, 1e-3, 1e-5)]);

        Assert.Equal(1e-3, schedule.LearningRateAt(99));
        Assert.Equal(1e-3, schedule.LearningRateAt(100));
        Assert.Equal(1e-4, schedule.LearningRateAt(200), 1e-12);
        Assert.Equal(1e-5, schedule.LearningRateAt(300), 1e-12);
        Assert.Equal(1e-5, schedule.LearningRateAt(999), 1e-12);
    }

    [Fact]
    public void Our_schedules_follow_the_size_of_the_batch_and_no_other_does()
    {
        TrainingSchedule standard = TrainingSchedule.Standard;
        (NetworkSchedule face, NetworkSchedule body) = (standard.FaceFor(64), standard.BodyFor(64));

        Assert.Equal((standard.Face, standard.Body), (standard.FaceFor(8), standard.BodyFor(4)));
        Assert.Equal((standard.Face.Total, standard.Body.Total), (face.Total, body.Total));
        Assert.Equal((50 * 64, 50 * 64), (face.Phases[0].Until, body.Phases[0].Until));
        Assert.Equal(Math.Sqrt(8) * standard.Face.LearningRateAt(400), face.LearningRateAt(50 * 64), 1e-12);
        Assert.Equal(Math.Sqrt(8) * standard.Face.LearningRateAt(100_000), face.LearningRateAt(100_000), 1e-12);
        Assert.Equal(standard.Body.LearningRateAt(400), body.LearningRateAt(50 * 64), 1e-12);
        Assert.Equal(standard.Body.Phases.Select(phase => phase.Weights), body.Phases.Select(phase => phase.Weights));
        var config = new DistillationConfig { Schedule = standard, Face = new(0, 0, null, 64), Body = new(0, 0, null, 64) };
        Assert.Equal((face, body), (RunPlan.ForFace(config).Schedule, RunPlan.ForBody(config).Schedule));
        Assert.Equal([4000, 8000, 16_000], TrainingSchedule.Quick.FaceFor(256).Phases.Select(phase => phase.Until)); // The way up ends before the middle.
        Assert.Equal(TrainingSchedule.Published.Face, TrainingSchedule.Published.FaceFor(64));
        var own = new TrainingSchedule(new NetworkSchedule([new(100, 1e-3)]), standard.Body);
        Assert.Equal((own.Face, own.Body), (own.FaceFor(64), own.BodyFor(64)));
    }

    [Fact]
    public void Every_named_schedule_survives_being_written()
    {
        foreach ((string name, TrainingSchedule schedule) in TrainingSchedule.Named)
        {
            Assert.Equal(name, ConfigFields.Find("schedule").TextOf(new DistillationConfig { Schedule = schedule }));
        }
    }

    [Theory]
    [InlineData(8, 99_992, 100_000, true)]
    [InlineData(8, 99_984, 99_992, false)]
    [InlineData(3, 99_999, 100_002, true)]
    [InlineData(8, 100_000, 100_008, false)]
    public void A_boundary_is_due_when_it_is_reached_or_passed(int batch, long before, long after, bool isDue)
    {
        Assert.Equal(batch, after - before);
        Assert.Equal(isDue, Intervals.IsDue(100_000, before, after));
        Assert.False(Intervals.IsDue(null, before, after));
    }

    [Theory]
    [InlineData("published", 100_000, 100_000, 1_000_000)]
    [InlineData("standard", 16_000, 12_000, 16_000)]
    public void Short_trainings_have_ten_checkpoints_and_sample_pictures_with_them(string name, int face, int body, int sample)
    {
        var config = new DistillationConfig { Schedule = TrainingSchedule.Named[name], Face = new(0, 0, 1_000_000, 8) };

        Assert.Equal((face, body, sample), (RunPlan.ForFace(config).CheckpointInterval, RunPlan.ForBody(config).CheckpointInterval, RunPlan.ForFace(config).SampleInterval));
    }

    [Fact]
    public void A_batch_is_rounded_down_to_equal_shares_of_the_GPUs() =>
        Assert.Equal(6, RunPlan.ForFace(new DistillationConfig { NumGpus = 3 }).BatchSize);
}
