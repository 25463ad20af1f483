using Bunraku.Core.Clusters;
using Bunraku.Core.Errors;
using Bunraku.Distillation.Runs;
using Bunraku.Distillation.Teachers;
using Bunraku.Distillation.Tests.Fakes;
using Bunraku.Distillation.Training;

namespace Bunraku.Distillation.Tests.Clusters;

/// <summary>Trainings of several processes, which are threads here.</summary>
public sealed class ClusterTrainingTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Any_number_of_processes_ends_with_the_bits_of_one_while_the_bank_is_filled(int size)
    {
        using TestRun whole = Growing();
        using TestRun shared = Growing();
        whole.Train();

        RunState[] ends = await TrainAsync(shared, size);

        Assert.All(ends, end => Assert.Equal(RunState.Finished, end));
        AssertSame(whole, shared);
    }

    [Fact]
    public async Task A_new_frame_in_every_example_gives_the_same_bits_too()
    {
        using var whole = new TestRun();
        using var shared = new TestRun();
        whole.Train();

        await TrainAsync(shared, 3); // One has nothing to do at a batch of 2.

        AssertSame(whole, shared);
    }

    [Fact]
    public async Task A_run_continues_with_any_number_of_processes()
    {
        using TestRun whole = Growing();
        using TestRun parts = Growing();
        whole.Train();

        Assert.All(await TrainAsync(parts, 4, "33"), end => Assert.Equal(RunState.Stopped, end));
        Assert.All(await TrainAsync(parts, 2, "50"), end => Assert.Equal(RunState.Stopped, end));
        Assert.Equal(RunState.Finished, parts.Train());

        AssertSame(whole, parts);
    }

    [Fact]
    public async Task Each_frame_is_drawn_once_in_the_whole_cluster_and_given_to_every_bank()
    {
        const int Size = 3;
        using TestRun run = Growing();
        int drawn = 0;
        run.OpenTeacher = _ => new Teacher("fake", "fake 1", new PoserSketch((pose, frame) =>
        {
            Interlocked.Increment(ref drawn);
            new FakeTeacher().Render(pose, frame);
        }));

        await TrainAsync(run, Size);

        Assert.Equal(70 + 10, drawn);
        Assert.All(Enumerable.Range(0, Size), rank => Assert.Equal(70 + 10, Directory.GetFiles(run[$"frames {rank}"], "*.frame", SearchOption.AllDirectories).Length));
    }

    [Fact]
    public async Task Frames_that_one_bank_has_are_not_drawn_again()
    {
        using TestRun first = Growing();
        using TestRun second = Growing();
        first.Train();
        Directory.Move(first["frames"], second["frames 1"]);
        second.OpenTeacher = _ => new Teacher("fake", "fake 1", new PoserSketch((_, _) => Assert.Fail("A frame was drawn again.")));

        await TrainAsync(second, 2);

        AssertSame(first, second);
    }

    [Fact]
    public async Task One_process_that_is_stopped_stops_all_and_the_state_is_saved()
    {
        using TestRun run = Growing();
        using var stop = new CancellationTokenSource();
        run.OnReport = status =>
        {
            if (status.ExamplesSeen >= 20)
            {
                stop.Cancel();
            }
        };

        RunState[] ends = await ThreadCluster.RunAsync(2, cluster => Open(run, cluster).Train(cluster.Rank == 1 ? stop.Token : TestContext.Current.CancellationToken));

        Assert.All(ends, end => Assert.Equal(RunState.Stopped, end));
        Assert.InRange(run.State(NetworkRun.Face).ExamplesSeen, 20, 40);
    }

    [Fact]
    public async Task Only_the_first_process_writes_into_the_folder_and_speaks()
    {
        using TestRun run = Growing();
        int said = 0;

        await ThreadCluster.RunAsync(2, cluster => Open(run, cluster, cluster.Rank == 0 ? _ => { } : _ => Interlocked.Increment(ref said)).Train(TestContext.Current.CancellationToken));

        Assert.Equal(0, said);
        RunStatus status = RunStatus.Read(run.Folder)!;
        Assert.Equal(RunState.Finished, status.State);
        Assert.Equal([Environment.MachineName, Environment.MachineName], status.Processes!.Select(process => process.Host));
        Assert.All(status.Processes!, process => Assert.InRange(process.StepSeconds, 1e-9, 100));
    }

    [Fact]
    public async Task Another_teacher_on_one_machine_is_noticed_before_the_first_step()
    {
        using TestRun run = Growing();
        run.Backend.OnStep = _ => Assert.Fail("A step was taken.");
        var failure = await Assert.ThrowsAsync<BadInputException>(() => ThreadCluster.RunAsync(2, cluster =>
        {
            var options = new DistillerOptions(run["config.yaml"]) { Threads = 1, Cache = run["frames"], Cluster = cluster };
            return new Distiller(options, new DistillerOutput(_ => { }, _ => { }), Parts(run) with { OpenTeacher = _ => new Teacher("fake", $"fake {cluster.Rank}", new FakeTeacher()) })
                .Train(TestContext.Current.CancellationToken);
        }));

        Assert.Contains($"Rank 1 on {Environment.MachineName} differs from rank 0", failure.Message, StringComparison.Ordinal);
        Assert.Contains("the teacher (fake 0 became fake 1)", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Any_number_of_processes_draws_frames_ahead(int size)
    {
        using TestRun run = Growing();
        run.LimitFrames(face: 3, body: 2);
        string config = run.WriteConfig();

        bool[] ends = await ThreadCluster.RunAsync(size, cluster =>
            new FrameFilling(new DistillerOptions(config) { Threads = 1, Cache = run["frames"], Cluster = cluster }, FramePart.All, _ => { }, Parts(run)).Fill(TestContext.Current.CancellationToken));

        Assert.All(ends, Assert.True);
        Assert.Equal(5, Directory.GetFiles(run["frames"], "*.frame", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public void Parts_of_the_frames_make_the_whole()
    {
        using TestRun run = Growing();
        run.LimitFrames(face: 3, body: 2);
        var options = new DistillerOptions(run.WriteConfig()) { Threads = 1, Cache = run["frames"] };
        int[] counts = [.. ((string[])["1/2", "2/2"]).Select(part =>
        {
            Assert.True(new FrameFilling(options, FramePart.Parse(part), _ => { }, Parts(run)).Fill(TestContext.Current.CancellationToken));
            return Directory.GetFiles(run["frames"], "*.frame", SearchOption.AllDirectories).Length;
        })];

        Assert.Equal([3, 5], counts);
    }

    [Theory]
    [InlineData("0/3")]
    [InlineData("4/3")]
    [InlineData("1")]
    [InlineData("a/b")]
    public void A_part_that_cannot_be_is_refused(string text) => Assert.Contains("--part must be", Assert.Throws<BadInputException>(() => FramePart.Parse(text)).Message, StringComparison.Ordinal);

    /// <summary>Faces: 100 examples, of which the first 25 see the bank grow from 64 to 70 frames. Bodies: 24 examples of 10 frames. Each process has its own bank.</summary>
    private static TestRun Growing()
    {
        var run = new TestRun();
        run.LimitFrames(face: 70, body: 10);
        run.Fields["face_morpher_batch_size"] = "5";
        run.Fields["body_morpher_batch_size"] = "8";
        run.Fields["schedule"] = TestRun.Schedule(face: 100, body: 24);
        run.WriteConfig();
        return run;
    }

    private static Task<RunState[]> TrainAsync(TestRun run, int size, string? stopAfter = null)
    {
        run.WriteConfig();
        return ThreadCluster.RunAsync(size, cluster => Open(run, cluster, stopAfter: stopAfter).Train(TestContext.Current.CancellationToken));
    }

    private static Distiller Open(TestRun run, ICollective cluster, Action<string>? say = null, string? stopAfter = null)
    {
        var options = new DistillerOptions(run["config.yaml"])
        {
            Threads = 1,
            Cache = run.Cache is null ? null : run[$"frames {cluster.Rank}"],
            Cluster = cluster,
            StopAfter = stopAfter is null ? null : StopAfter.Parse(stopAfter),
        };
        return new Distiller(options, new DistillerOutput(cluster.Rank == 0 ? run.OnReport : _ => { }, say ?? (_ => { })), Parts(run));
    }

    private static DistillerParts Parts(TestRun run) => new() { OpenTeacher = run.OpenTeacher, OpenBackend = _ => new FakeBackend { OnStep = run.Backend.OnStep }, OpenWatch = run.OpenWatch };

    private static void AssertSame(TestRun expected, TestRun actual)
    {
        StateComparison.AssertSame(expected.State(NetworkRun.Face), actual.State(NetworkRun.Face));
        StateComparison.AssertSame(expected.State(NetworkRun.Body), actual.State(NetworkRun.Body));
    }
}
