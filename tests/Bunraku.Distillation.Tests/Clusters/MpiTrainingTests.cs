using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Bunraku.Core.Clusters;
using Bunraku.Distillation.Runs;
using Bunraku.Distillation.Tests.Fakes;
using Bunraku.Mpi;
using Bunraku.Siren.Training;
using Bunraku.TestSupport;

namespace Bunraku.Distillation.Tests.Clusters;

/// <summary>Trainings of several real processes, which Open MPI's mpirun starts.</summary>
[Trait("Category", "Slow")]
public sealed partial class MpiTrainingTests
{
    private const string FolderVariable = "BUNRAKU_TEST_MPI_RUN";
    private const string EngineVariable = "BUNRAKU_TEST_MPI_ENGINE";
    private const int Examples = 3000;

    [Fact]
    public async Task One_two_and_four_processes_write_equal_files()
    {
        using TestRun one = Real(), two = Real(), four = Real();
        await RunAsync(one, 1, "simd");
        await RunAsync(two, 2, "simd");
        await RunAsync(four, 4, "simd");

        foreach (string file in (ReadOnlySpan<string>)["face_morpher/snapshot/module_module.pt", "face_morpher/snapshot/optimizer_module.pt", "body_morpher/snapshot/module_module.pt", "body_morpher/snapshot/optimizer_module.pt"])
        {
            byte[] expected = File.ReadAllBytes(one["run", file]);
            Assert.Equal(expected, File.ReadAllBytes(two["run", file]));
            Assert.Equal(expected, File.ReadAllBytes(four["run", file]));
        }
    }

    [Fact]
    public async Task A_rank_that_is_killed_ends_the_job_with_its_name_and_another_number_of_processes_resumes_to_the_same_bits()
    {
        using TestRun killed = Small(), whole = Small();
        using (Process job = MpiRun.Start(3, typeof(MpiTrainingTests), nameof(Child), (FolderVariable, killed.Root), (EngineVariable, "fake")))
        {
            Task<string> error = job.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            int? victim = null;
            while (await job.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
            {
                victim ??= RankOne().Match(line) is { Success: true } match ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : null;
                if (line.Contains("seen 400", StringComparison.Ordinal))
                {
                    Process.GetProcessById(victim!.Value).Kill();
                }
            }

            await job.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.NotEqual(0, job.ExitCode);
            Assert.Matches("process rank 1 .* on node .* exited on signal 9", await error);
        }

        Assert.InRange(killed.State(NetworkRun.Face).ExamplesSeen, 390, Examples - 1);
        await RunAsync(killed, 2, "fake");
        whole.Train();

        StateComparison.AssertSame(whole.State(NetworkRun.Face), killed.State(NetworkRun.Face));
        StateComparison.AssertSame(whole.State(NetworkRun.Body), killed.State(NetworkRun.Body));
    }

    [Fact]
    public async Task Two_hosts_with_a_slow_line_between_them_and_no_shared_bank_train_to_the_same_bits()
    {
        using TestRun shared = Real(), alone = Real();
        (int code, string text) = await MpiRun.RunOnTwoHostsAsync(typeof(MpiTrainingTests), nameof(Child), (FolderVariable, shared.Root), (EngineVariable, "simd"));
        Assert.True(code == 0, text);
        double barrier = double.Parse(BarrierTime().Match(text).Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.InRange(barrier, 0.9 * MpiRun.DelayBetweenHosts.TotalMilliseconds, 1000);
        alone.OpenBackend = () => new SimdTrainingBackend(new SimdTrainingOptions { Threads = 1 });
        alone.Train();

        StateComparison.AssertSame(alone.State(NetworkRun.Face), shared.State(NetworkRun.Face));
        StateComparison.AssertSame(alone.State(NetworkRun.Body), shared.State(NetworkRun.Body));
        Assert.Equal(["host-1", "host-2"], RunStatus.Read(shared.Folder)!.Processes!.Select(process => process.Host));
        Assert.Equal(Frames(shared["frames host-1"]), Frames(shared["frames host-2"]));
    }

    /// <summary>A process of a job; only ever started by the tests above.</summary>
    [Fact(Explicit = true)]
    public void Child()
    {
        using var cluster = MpiCollective.Join(ClusterLauncher.OfThisProcess());
        using var run = new TestRun(Environment.GetEnvironmentVariable(FolderVariable)!) { Cluster = cluster };
        bool isReal = Environment.GetEnvironmentVariable(EngineVariable) == "simd";
        (isReal ? (Action<TestRun>)ConfigureReal : ConfigureSmall)(run);
        run.OpenBackend = isReal ? () => new SimdTrainingBackend(new SimdTrainingOptions { Threads = 1 }) : null;
        if (isReal)
        {
            run.Cache = run[$"frames {Environment.MachineName}"];
        }

        run.OnReport = status =>
        {
            if (cluster.Rank == 0 && status.ExamplesSeen % 100 == 0)
            {
                Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seen {status.ExamplesSeen}"));
            }
        };
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"rank {cluster.Rank} is {Environment.ProcessId}."));
        PrintBarrierTime(cluster);
        try
        {
            Assert.Equal(RunState.Finished, run.Train());
        }
        catch (Exception failure)
        {
            // A rank that leaves in peace would wait for the others, and they for it.
            Console.Error.WriteLine($"rank {cluster.Rank}: {failure}");
            cluster.Abort(1);
            throw;
        }
    }

    private static void PrintBarrierTime(MpiCollective cluster)
    {
        const int Barriers = 10;
        cluster.Barrier();
        long begin = Stopwatch.GetTimestamp();
        for (int i = 0; i < Barriers; i++)
        {
            cluster.Barrier();
        }

        if (cluster.Rank == 0)
        {
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"barrier {Stopwatch.GetElapsedTime(begin).TotalMilliseconds / Barriers} ms"));
        }
    }

    private static async Task RunAsync(TestRun run, int size, string engine)
    {
        (int code, string text) = await MpiRun.RunAsync(size, typeof(MpiTrainingTests), nameof(Child), (FolderVariable, run.Root), (EngineVariable, engine));
        Assert.True(code == 0, text);
    }

    private static IEnumerable<string?> Frames(string folder) => Directory.GetFiles(folder, "*.frame", SearchOption.AllDirectories).Select(Path.GetFileName).Order();

    private static TestRun Real() => Configured(ConfigureReal);

    private static TestRun Small() => Configured(ConfigureSmall);

    private static TestRun Configured(Action<TestRun> configure)
    {
        var run = new TestRun();
        configure(run);
        run.WriteConfig();
        return run;
    }

    private static void ConfigureReal(TestRun run)
    {
        run.LimitFrames(face: 12, body: 6);
        run.Fields["face_morpher_batch_size"] = "4";
        run.Fields["body_morpher_batch_size"] = "4";
        run.Fields["schedule"] = TestRun.Schedule(face: 16, body: 8);
        run.Fields["optimizer"] = "soap";
    }

    private static void ConfigureSmall(TestRun run)
    {
        run.LimitFrames(face: 70, body: 10);
        run.Fields["face_morpher_batch_size"] = "5";
        run.Fields["snapshot_interval"] = "10";
        run.Fields["checkpoint_interval"] = "100000";
        run.Fields["schedule"] = TestRun.Schedule(face: Examples, body: 12);
    }

    [GeneratedRegex(@"rank 1 is (\d+)\.")]
    private static partial Regex RankOne();

    [GeneratedRegex(@"barrier ([0-9.]+) ms")]
    private static partial Regex BarrierTime();
}
