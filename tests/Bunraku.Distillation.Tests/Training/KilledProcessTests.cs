using System.Diagnostics;
using System.Globalization;
using Bunraku.Distillation.Runs;
using Bunraku.Distillation.Tests.Fakes;

namespace Bunraku.Distillation.Tests.Training;

/// <summary>Kills a training process again and again, at whatever it is just doing.</summary>
[Trait("Category", "Slow")]
public sealed class KilledProcessTests
{
    private const string FolderVariable = "BUNRAKU_TEST_KILLED_RUN";
    private const int Kills = 8;
    private const int Examples = 600;

    [Fact]
    public async Task Killed_at_random_instants_a_run_never_loses_more_than_a_snapshot_interval_or_a_finished_frame_and_ends_with_the_same_bits()
    {
        using TestRun killed = Small();
        using TestRun whole = Small();
        var random = new Random(20_261);
        int lived = 0;
        HashSet<string> frames = [];
        for (int i = 0; i < Kills; i++)
        {
            long seen = await RunAndKillAsync(killed, TimeSpan.FromMilliseconds(random.Next(5, 400)));
            lived += seen > 0 ? 1 : 0;
            Assert.Subset(Frames(killed).ToHashSet(), frames);
            frames = [.. Frames(killed)];
            long saved = RunRecord.Read(killed.Folder) is null ? 0 : killed.State(NetworkRun.Face).ExamplesSeen;

            // What was reported as seen but not yet written, and the step that was being taken.
            Assert.True(saved >= seen - 4 - 2, $"{seen} examples were seen, but only {saved} are left.");
        }

        Assert.True(lived >= Kills / 2, $"Only {lived} processes came as far as a step.");
        Assert.Contains(RunStatus.Read(killed.Folder)!.State, (RunState[])[RunState.Interrupted, RunState.Finished]);
        killed.Train("1000000");
        whole.Train("1000000");
        StateComparison.AssertSame(whole.State(NetworkRun.Face), killed.State(NetworkRun.Face));
        StateComparison.AssertSame(whole.State(NetworkRun.Body), killed.State(NetworkRun.Body));
    }

    /// <summary>The process that is killed; only ever started by the test above.</summary>
    [Fact(Explicit = true)]
    public void Child()
    {
        using var run = new TestRun(Environment.GetEnvironmentVariable(FolderVariable)!);
        Configure(run);
        run.OnReport = status =>
        {
            if (status.State == RunState.Running)
            {
                Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seen {status.ExamplesSeen}"));
            }
        };
        run.Train();
    }

    private static async Task<long> RunAndKillAsync(TestRun run, TimeSpan life)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["-class", typeof(KilledProcessTests).FullName!, "-method", "*.Child", "-explicit", "only", "-noColor"])
        {
            RedirectStandardOutput = true,
        };
        start.Environment[FolderVariable] = run.Root;
        using Process child = Process.Start(start)!;
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        long seen = 0;

        // The clock starts with the first step, because starting takes longer than all the training.
        Task? death = null;
        while (await child.StandardOutput.ReadLineAsync(cancellation) is { } line)
        {
            if (line.StartsWith("seen ", StringComparison.Ordinal) && long.TryParse(line[5..], CultureInfo.InvariantCulture, out long reported))
            {
                seen = reported;
                death ??= Task.Delay(life, cancellation).ContinueWith(_ => child.Kill(), cancellation, TaskContinuationOptions.None, TaskScheduler.Default);
            }
        }

        await child.WaitForExitAsync(cancellation);
        await (death ?? Task.CompletedTask);
        return seen;
    }

    private static IEnumerable<string> Frames(TestRun run) =>
        Directory.Exists(run.Cache) ? Directory.EnumerateFiles(run.Cache, "*.frame", SearchOption.AllDirectories) : [];

    private static TestRun Small()
    {
        var run = new TestRun();
        Configure(run);
        return run;
    }

    private static void Configure(TestRun run)
    {
        run.Fields["schedule"] = TestRun.Schedule(face: Examples, body: 2);
        run.Fields["checkpoint_interval"] = "60";
        run.LimitFrames(face: 400, body: 2);
    }
}
