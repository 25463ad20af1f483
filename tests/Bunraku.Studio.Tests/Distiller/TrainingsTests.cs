using System.Diagnostics;
using System.Globalization;
using Bunraku.Core.Errors;
using Bunraku.Distillation.Runs;
using Bunraku.Live.Tests.Fakes;
using Bunraku.Studio.Features.Distiller.Projects;
using Bunraku.Studio.Features.Distiller.Settings;
using Bunraku.Studio.Features.Distiller.Training;

namespace Bunraku.Studio.Tests.Distiller;

public sealed class TrainingsTests : IDisposable
{
    private readonly TestProject _test = new();

    private DistillerProject Project => _test.Project;

    [Fact]
    public void A_folder_without_a_run_was_not_started()
    {
        using var trainings = new Trainings(new StudioOptions());

        Assert.Equal(ProjectState.NotStarted, trainings.StateOf(Project));
    }

    [Theory]
    [InlineData("stopped", ProjectStage.Stopped)]
    [InlineData("failed", ProjectStage.Failed)]
    [InlineData("disk full", ProjectStage.DiskFull)]
    [InlineData("finished", ProjectStage.Finished)]
    [InlineData("running", ProjectStage.Interrupted)]
    public void The_state_is_that_of_the_folder(string state, ProjectStage expected)
    {
        WriteStatus(state);
        using var trainings = new Trainings(new StudioOptions());

        Assert.Equal(expected, trainings.StateOf(Project).Stage);
    }

    [Fact]
    public void A_run_that_another_process_trains_is_running_and_stopping_once_asked()
    {
        WriteStatus("running");
        using FileStream held = new(Project.Run.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        using var trainings = new Trainings(new StudioOptions());
        Assert.Equal(ProjectStage.Running, trainings.StateOf(Project).Stage);

        Trainings.Stop(Project);

        Assert.Equal(ProjectStage.Stopping, trainings.StateOf(Project).Stage);
    }

    [Fact]
    public async Task A_process_that_ends_before_it_says_anything_has_failed_with_its_last_words()
    {
        using var trainings = new Trainings(new StudioOptions { TrainingCommand = (_, _) => new ProcessStartInfo("dotnet", "--no-such-option") { RedirectStandardInput = true, RedirectStandardError = true, RedirectStandardOutput = true } });
        WriteStatus("stopped");
        trainings.Start(Project, fresh: false);
        File.WriteAllText(Project.Run.Output, "teacher rig\nbunraku: prefix: the folder does not exist.\n");

        await Until.TrueAsync(() => trainings.StateOf(Project).Stage == ProjectStage.Failed, "the process to end");
        Assert.Equal("prefix: the folder does not exist.", trainings.StateOf(Project).Message?.ToString());
    }

    [Fact]
    public async Task Log_of_the_run_before_is_not_quoted_for_a_process_that_never_wrote_one()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It runs a shell.");
        using var trainings = new Trainings(new StudioOptions
        {
            TrainingCommand = (_, _) => new ProcessStartInfo("/bin/sh", ["-c", "echo 'bunraku: the runtime is missing.' >&2; exit 2"]) { RedirectStandardInput = true, RedirectStandardError = true, RedirectStandardOutput = true },
        });
        File.WriteAllText(Project.Run.Output, "bunraku: the disk was full.\n");
        trainings.Start(Project, fresh: false);

        await Until.TrueAsync(() => trainings.StateOf(Project) is { Stage: ProjectStage.Failed, Message: { } message } && message.ToString() == "the runtime is missing.", "the words of the new process");
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task Training_that_is_started_again_can_be_looked_at_all_the_while()
    {
        using var trainings = new Trainings(new StudioOptions { TrainingCommand = (_, _) => new ProcessStartInfo("dotnet", "--no-such-option") { RedirectStandardInput = true, RedirectStandardError = true, RedirectStandardOutput = true } });
        using var ended = new CancellationTokenSource();
        Task looking = Task.Run(
            () =>
            {
                while (!ended.IsCancellationRequested)
                {
                    trainings.StateOf(Project);
                }
            },
            TestContext.Current.CancellationToken);
        for (int round = 0; round < 5; round++)
        {
            trainings.Start(Project, fresh: false);
            await Until.TrueAsync(() => trainings.StateOf(Project).Stage == ProjectStage.Failed, "the process to end");
        }

        await ended.CancelAsync();
        await looking;
    }

    /// <summary>The clock may be set back between the start of Studio's process and the status that it writes.</summary>
    [Fact]
    public async Task A_status_of_the_started_process_counts_whatever_its_clock_says()
    {
        using var trainings = new Trainings(new StudioOptions { TrainingCommand = (_, _) => new ProcessStartInfo("dotnet", "--version") { RedirectStandardInput = true, RedirectStandardError = true, RedirectStandardOutput = true } });
        WriteStatus("stopped");
        trainings.Start(Project, fresh: false);
        await File.WriteAllTextAsync(Project.Run.Status, """{ "state": "finished", "pid": 1, "started": "2001-01-01T00:00:00Z", "time": "2001-01-01T00:00:00Z" }""", TestContext.Current.CancellationToken);

        Assert.Equal(ProjectStage.Finished, trainings.StateOf(Project).Stage);
    }

    [Fact]
    public void A_request_to_stop_that_nobody_took_does_not_stop_the_next_training()
    {
        using var trainings = new Trainings(new StudioOptions { TrainingCommand = (_, _) => new ProcessStartInfo("dotnet", "--version") { RedirectStandardInput = true, RedirectStandardOutput = true } });
        Trainings.Stop(Project);

        trainings.Start(Project, fresh: false);

        Assert.False(StopRequest.IsPending(Project.Run));
    }

    [Fact]
    public async Task A_second_training_of_a_project_is_refused_and_the_first_is_still_shown()
    {
        using var trainings = new Trainings(new StudioOptions { TrainingCommand = (_, _) => new ProcessStartInfo("dotnet", "--no-such-option") { RedirectStandardInput = true, RedirectStandardError = true, RedirectStandardOutput = true } });
        WriteStatus("stopped");
        trainings.Start(Project, fresh: false); // Two pages at the same moment: this one is too late.
        WriteStatus("running");
        using FileStream held = new(Project.Run.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

        await Until.TrueAsync(() => trainings.StateOf(Project).Stage == ProjectStage.Running, "the late process to end");
        Assert.Contains("already", Assert.Throws<BadInputException>(() => trainings.Start(Project, fresh: false)).Message, StringComparison.Ordinal);
        Assert.Equal(ProjectStage.Running, trainings.StateOf(Project).Stage);
    }

    [Fact]
    public void The_room_on_the_disk_is_told_before_a_training_and_too_little_is_one_sentence()
    {
        var draft = SettingsDraft.Load(Project);

        Assert.Contains("20 GB are free", SpaceOfRun.Of(draft, _ => 20_000_000_000).Line?.ToString(), StringComparison.Ordinal);
        Assert.Null(SpaceOfRun.Of(draft, _ => 20_000_000_000).Problem);
        Assert.Contains("only 3 MB are free", SpaceOfRun.Of(draft, _ => 3_000_000).Problem?.ToString(), StringComparison.Ordinal);
        draft["num_gpus"] = "none";
        Assert.Equal(new SpaceOfRun(null, null), SpaceOfRun.Of(draft, _ => 0));
    }

    [Fact]
    public void The_command_trains_the_configuration_in_a_session_of_its_own()
    {
        ProcessStartInfo start = TrainingProgram.Command(Project, fresh: true);
        string[] words = [.. start.ArgumentList];

        Assert.Equal(["distiller", Project.ConfigPath, "--detached", Project.Run.Output, "--fresh"], words[^5..]);
        Assert.False(start.UseShellExecute);
        Assert.DoesNotContain("--fresh", TrainingProgram.Command(Project, fresh: false).ArgumentList);
    }

    [Fact]
    public void The_share_of_the_whole_counts_both_networks()
    {
        static ProjectState At(string network, long seen) => new(ProjectStage.Running, null, new RunStatus { Network = network, ExamplesSeen = seen, ExamplesTotal = 100 });

        Assert.Equal(0.125, At("face_morpher", 25).Share(100, 100));
        Assert.Equal(0.625, At("body_morpher", 25).Share(100, 100));
        Assert.Equal(1, new ProjectState(ProjectStage.Finished, null, null).Share(100, 100));
        Assert.Equal((25, 100), At("body_morpher", 25).ProgressOf(NetworkRun.Body, 777)); // The process that trains knows better than a file that changed.
        Assert.Equal((777, 777), At("body_morpher", 25).ProgressOf(NetworkRun.Face, 777));
    }

    [Fact]
    public void Poses_of_the_tour_are_possible_and_follow_each_other_without_a_jump()
    {
        for (double seconds = 0; seconds < 25; seconds += 0.05)
        {
            (Core.Poses.Pose one, Core.Poses.Pose next) = (PoseTour.At(seconds), PoseTour.At(seconds + 0.001));
            Assert.True(one.IsInRange, seconds.ToString(CultureInfo.InvariantCulture));
            for (int i = 0; i < one.Values.Length; i++)
            {
                Assert.InRange(Math.Abs(one[i] - next[i]), 0, 0.01f);
            }
        }
    }

    public void Dispose() => _test.Dispose();

    private void WriteStatus(string state)
    {
        File.WriteAllText(Project.Run.Status, $$"""{ "state": "{{state}}", "started": "2026-01-01T00:00:00Z", "network": "face_morpher", "examplesSeen": 5, "examplesTotal": 10 }""");
        File.WriteAllBytes(Project.Run.Lock, []);
    }
}
