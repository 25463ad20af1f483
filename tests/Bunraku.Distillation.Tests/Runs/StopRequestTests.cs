using Bunraku.Distillation.Runs;
using Bunraku.Distillation.Tests.Fakes;

namespace Bunraku.Distillation.Tests.Runs;

public sealed class StopRequestTests
{
    [Fact]
    public async Task A_request_ends_a_training_with_everything_saved_and_is_gone_then()
    {
        using var run = new TestRun();
        run.Fields["schedule"] = TestRun.Schedule(face: 1_000_000_000, body: 2);
        run.Fields["snapshot_interval"] = "10000000";
        run.Fields["checkpoint_interval"] = "10000000";
        Task<RunState> training = Task.Run(() => run.Train());
        while (RunStatus.Read(run.Folder) is not { State: RunState.Running })
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        StopRequest.Make(run.Folder);

        Assert.Equal(RunState.Stopped, await training);
        Assert.False(StopRequest.IsPending(run.Folder));
        RunStatus status = RunStatus.Read(run.Folder)!;
        Assert.True(status.ExamplesSeen > 0);
        Assert.Equal(status.ExamplesSeen, status.ExamplesSaved);
        Assert.Equal(status.ExamplesSeen, run.State(NetworkRun.Face).ExamplesSeen);
    }

    [Fact]
    public void A_request_that_is_older_than_the_process_was_meant_for_another_one()
    {
        using var run = new TestRun();
        StopRequest.Make(run.Folder);
        File.SetLastWriteTimeUtc(run.Folder.StopRequest, new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        Assert.Equal(RunState.Finished, run.Train());
        Assert.False(StopRequest.IsPending(run.Folder));
    }

    [Fact]
    public void A_request_that_comes_before_the_first_step_is_heard()
    {
        using var run = new TestRun();
        StopRequest.Make(run.Folder);

        Assert.Equal(RunState.Stopped, run.Train());
        Assert.Equal(RunState.Finished, run.Train());
    }
}
