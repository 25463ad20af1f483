using Bunraku.Core.Errors;
using Bunraku.Core.Posing;
using Bunraku.Distillation.Runs;
using Bunraku.Distillation.Teachers;
using Bunraku.Distillation.Tests.Fakes;

namespace Bunraku.Distillation.Tests.Training;

/// <summary>Trainings that learn from a limited number of frames.</summary>
public sealed class BankedTrainingTests
{
    [Theory]
    [InlineData("10")]
    [InlineData("206")]
    [InlineData("302")]
    public void A_run_that_stops_at_an_odd_visit_while_its_bank_grows_equals_one_that_does_not(string stopAfter)
    {
        using TestRun whole = Growing();
        using TestRun parts = Growing();

        Assert.Equal(RunState.Finished, whole.Train());
        Assert.Equal(RunState.Stopped, parts.Train(stopAfter));
        Assert.Equal(RunState.Finished, parts.Train());

        AssertSame(whole, parts);
    }

    [Fact]
    public void The_speed_of_the_teacher_changes_nothing()
    {
        using TestRun fast = Growing();
        using TestRun slow = Growing();
        var random = new Random(1);
        slow.OpenTeacher = _ => Sketch((pose, frame) =>
        {
            TestContext.Current.CancellationToken.WaitHandle.WaitOne(random.Next(4));
            new FakeTeacher().Render(pose, frame);
        });
        fast.Train();
        slow.Train();

        AssertSame(fast, slow);
    }

    [Fact]
    public void Each_frame_is_rendered_once_and_found_again_by_another_run_of_the_same_picture()
    {
        using TestRun first = Growing();
        using TestRun second = Growing();
        second.Cache = first.Cache;
        var teacher = new PoserSketch(new FakeTeacher().Render);
        first.OpenTeacher = _ => new Teacher("fake", "fake 1", teacher);
        second.OpenTeacher = _ => Sketch((_, _) => Assert.Fail("A frame was rendered again."));
        first.Train();
        second.Train();

        Assert.InRange(teacher.Frames, 64 + 10, 70 + 10);
        Assert.All(second.Reported.Where(status => status.Network == "face_morpher"), status => Assert.Equal(70, status.FramesTotal));
        AssertSame(first, second);
    }

    [Fact]
    public void What_the_teacher_fails_with_while_the_bank_grows_ends_the_training()
    {
        using TestRun run = Growing();
        int frames = 0;
        run.OpenTeacher = _ => Sketch((pose, frame) =>
        {
            if (Interlocked.Increment(ref frames) > 66)
            {
                throw new BadInputException("The teacher is gone.");
            }

            new FakeTeacher().Render(pose, frame);
        });

        Assert.Equal("The teacher is gone.", Assert.Throws<BadInputException>(() => run.Train()).Message);
        Assert.Equal(RunState.Failed, RunStatus.Read(run.Folder)!.State);
    }

    [Fact]
    public void A_run_of_an_earlier_version_resumes_with_a_new_frame_in_every_example_and_not_otherwise()
    {
        using var run = new TestRun();
        run.Train("4");
        File.WriteAllText(run.Folder.Record, File.ReadAllText(run.Folder.Record).Replace("    \"frames\": \"unlimited\",\n", "", StringComparison.Ordinal));
        Assert.Equal(RunState.Stopped, run.Train("4"));
        run.LimitFrames(face: 70, body: 10);

        string message = Assert.Throws<BadInputException>(() => run.Train()).Message;

        Assert.Contains("Changed: frames (unlimited became {face: 70, body: 10}", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_for_frames_without_a_limit_is_said_to_have_no_effect()
    {
        using var run = new TestRun { Cache = "nowhere" };
        run.Train("2");

        Assert.Contains("--cache has no effect", string.Join('\n', run.Said), StringComparison.Ordinal);
    }

    /// <summary>Faces: 300 examples, of which the first 75 see the bank grow from 64 to 70 frames. Bodies: 12 examples of 10 frames.</summary>
    private static TestRun Growing()
    {
        var run = new TestRun();
        run.LimitFrames(face: 70, body: 10);
        run.Fields["schedule"] = TestRun.Schedule(face: 300, body: 12);
        run.Fields["snapshot_interval"] = "1000";
        run.Fields["checkpoint_interval"] = "1000";
        return run;
    }

    private static Teacher Sketch(Action<Core.Poses.Pose, PosedFrame> draw) => new("fake", "fake 1", new PoserSketch(draw));

    private static void AssertSame(TestRun expected, TestRun actual)
    {
        StateComparison.AssertSame(expected.State(NetworkRun.Face), actual.State(NetworkRun.Face));
        StateComparison.AssertSame(expected.State(NetworkRun.Body), actual.State(NetworkRun.Body));
    }
}
