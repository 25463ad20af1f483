using Bunraku.Core.Errors;
using Bunraku.Core.Teachers;
using Bunraku.Distillation.Runs;
using Bunraku.Distillation.Teachers;
using Bunraku.Distillation.Tests.Fakes;

namespace Bunraku.Distillation.Tests.Training;

[Trait("Category", "Slow")]
public sealed class ResumeTests
{
    [Theory]
    [InlineData("2")]
    [InlineData("10")]
    [InlineData("22")]
    [InlineData("26")]
    public void A_run_that_was_stopped_and_resumed_equals_one_that_was_not_bit_for_bit(string stopAfter)
    {
        using var whole = new TestRun();
        using var parts = new TestRun();

        Assert.Equal(RunState.Finished, whole.Train());
        Assert.Equal(RunState.Stopped, parts.Train(stopAfter));
        Assert.Equal(RunState.Finished, parts.Train());

        StateComparison.AssertSame(whole.State(NetworkRun.Face), parts.State(NetworkRun.Face));
        StateComparison.AssertSame(whole.State(NetworkRun.Body), parts.State(NetworkRun.Body));
        Assert.Equal(File.ReadAllBytes(whole["run", "character_model", "body_morpher.pt"]), File.ReadAllBytes(parts["run", "character_model", "body_morpher.pt"]));
    }

    [Fact]
    public void A_run_stays_with_the_precision_of_its_teacher()
    {
        using var run = new TestRun();
        var asked = new List<TeacherPrecision>();
        run.OpenTeacher = request =>
        {
            asked.Add(request.Precision);
            return new Teacher("tha4", "tha4 v2 bfloat16 00", new FakeTeacher());
        };
        run.Train("2");
        run.Train("2");

        Assert.Equal([TeacherPrecision.Auto, TeacherPrecision.Reduced], asked);
    }

    [Fact]
    public void The_comparison_can_fail()
    {
        using var one = new TestRun();
        using var other = new TestRun();
        other.Fields["face_morpher_random_seed_0"] = "1";
        one.Train("2");
        other.Train("2");

        Assert.ThrowsAny<Exception>(() => StateComparison.AssertSame(one.State(NetworkRun.Face), other.State(NetworkRun.Face)));
    }

    [Fact]
    public void Both_halves_of_a_seed_reach_the_training()
    {
        using var one = new TestRun();
        using var other = new TestRun();
        one.Fields["face_morpher_random_seed_0"] = "5";
        other.Fields["face_morpher_random_seed_0"] = "4294967301";
        one.Train("2");
        other.Train("2");

        Assert.NotEqual(one.State(NetworkRun.Face).Weights.Entries[0].Value.Values, other.State(NetworkRun.Face).Weights.Entries[0].Value.Values);
    }

    [Fact]
    public void Ctrl_C_finishes_the_step_and_saves_it()
    {
        using var run = new TestRun();
        using var stop = new CancellationTokenSource();
        run.Stop = stop.Token;
        int steps = 0;
        run.Backend.OnStep = _ =>
        {
            if (++steps == 3)
            {
                stop.Cancel();
            }
        };

        Assert.Equal(RunState.Stopped, run.Train());

        Assert.Equal(3, steps);
        Assert.Equal(6, run.State(NetworkRun.Face).ExamplesSeen);
        Assert.Equal((RunState.Stopped, 6L), (RunStatus.Read(run.Folder)!.State, RunStatus.Read(run.Folder)!.ExamplesSaved));
    }

    [Fact]
    public void A_loss_that_is_no_number_stops_the_run_and_the_state_before_stays()
    {
        using var run = new TestRun();
        int steps = 0;
        run.Backend.Loss = () => ++steps == 4 ? double.NaN : 1;

        var failure = Assert.Throws<BadInputException>(() => run.Train());

        Assert.Contains("after 6 examples the loss is not a number", failure.Message, StringComparison.Ordinal);
        Assert.Equal(4, run.State(NetworkRun.Face).ExamplesSeen);
        Assert.Equal(RunState.Failed, RunStatus.Read(run.Folder)!.State);
    }

    [Fact]
    public void A_finished_run_that_is_started_again_ends_at_once()
    {
        using var run = new TestRun();
        run.Train();
        run.Backend.OnStep = _ => Assert.Fail("A step was taken.");

        Assert.Equal(RunState.Finished, run.Train());
    }

    [Fact]
    public void Learning_rates_are_those_of_the_schedule_also_after_a_resume()
    {
        using var run = new TestRun();
        var rates = new List<double>();
        run.Backend.OnStep = rates.Add;
        run.Train("6");
        run.Train();

        Assert.Equal(1e-3, rates[0]);
        Assert.Equal(1e-3 * Math.Pow(0.1, 6 / 20.0), rates[3], 1e-12);
        Assert.Equal(16, rates.Count);
        Assert.Equal(1e-3, rates[^1]);
    }
}
