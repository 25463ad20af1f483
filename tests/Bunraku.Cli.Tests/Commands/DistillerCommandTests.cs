using System.Diagnostics;
using System.Globalization;
using Bunraku.Core.Characters;
using Bunraku.Distillation.Runs;
using Bunraku.TestSupport;

namespace Bunraku.Cli.Tests.Commands;

[Trait("Category", "Slow")]
public sealed class DistillerCommandTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_run_from_the_rig_stops_where_it_is_told_and_goes_on_to_a_character()
    {
        string config = await ConfigureAsync(face: 3, body: 1);

        CliRun first = await CliRun.OfAsync("distiller", config, "--stop-after", "2");
        Assert.Equal("stopped: face_morpher is saved at 2 of 3 examples; run the same command to resume\n", Done(first).Output.ReplaceLineEndings("\n"));
        Assert.Contains("teacher rig Koito, backend simd", first.Error, StringComparison.Ordinal);
        Assert.Contains("stopped: face_morpher is saved at 2 of 3", (await CliRun.OfAsync("distiller", "status", _folder["run"])).Succeeded().Output, StringComparison.Ordinal);

        CliRun second = await CliRun.OfAsync("distiller", config);
        Assert.Equal($"finished: both networks are trained\n{_folder["run", "character_model"]}\n", Done(second).Output.ReplaceLineEndings("\n"));
        Assert.Empty(CharacterModel.Load(_folder["run", "character_model"]).Warnings);
        Assert.Equal(RunState.Finished, RunStatus.Read(new RunFolder(_folder["run"]))!.State);
    }

    [Fact]
    public async Task Another_schedule_is_bad_input_until_fresh_is_given()
    {
        await CliRun.OfAsync("distiller", await ConfigureAsync(face: 3, body: 1), "--stop-after", "1");
        string config = await ConfigureAsync(face: 4, body: 1);

        (await CliRun.OfAsync("distiller", config)).Refused("Changed: schedule", "--fresh");

        Done(await CliRun.OfAsync("distiller", config, "--fresh", "--stop-after", "1"));
    }

    [Fact]
    public async Task What_cannot_be_used_is_bad_input()
    {
        string config = await ConfigureAsync(face: 3, body: 1);

        await ExpectBadInputAsync("absent.yaml: there is no such file", "distiller", _folder["absent.yaml"]);
        await ExpectBadInputAsync("distiller needs a configuration", "distiller");
        await ExpectBadInputAsync("--stop-after must be a number of examples", "distiller", config, "--stop-after", "soon");
        await ExpectBadInputAsync("teacher must be tha4, tha3-standard, tha3-separable, rig or student:", "distiller", config, "--teacher", "me");
        await ExpectBadInputAsync("there is no run in this folder", "distiller", "status", _folder.Root);
    }

    [Fact]
    public async Task Ctrl_C_finishes_the_step_saves_it_and_ends_with_1()
    {
        SignalSender.SkipOnWindows();
        string config = await ConfigureAsync(face: 1_000_000, body: 1);
        var run = new RunFolder(_folder["run"]);
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "bunraku.dll"), "distiller", config])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        while (RunStatus.Read(run) is not { State: RunState.Running, ExamplesSeen: > 0 })
        {
            Assert.False(process.HasExited, process.HasExited ? await error : null);
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        await SignalSender.SendAsync(process, SignalSender.Interrupt);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, process.ExitCode);
        Assert.StartsWith("stopped: face_morpher is saved at ", output, StringComparison.Ordinal);
        Assert.Contains("Stopping after this step", await error, StringComparison.Ordinal);
        RunStatus status = RunStatus.Read(run)!;
        Assert.Equal((RunState.Stopped, status.ExamplesSeen), (status.State, status.ExamplesSaved));
    }

    /// <summary>How it goes is told on standard error, so that is not empty.</summary>
    private static CliRun Done(CliRun run)
    {
        Assert.True(run.ExitCode == 0, run.Error);
        return run;
    }

    private static async Task ExpectBadInputAsync(string expected, params string[] arguments) => (await CliRun.OfAsync(arguments)).Refused(expected);

    /// <summary>A configuration of the rig with a few examples.</summary>
    private async Task<string> ConfigureAsync(int face, int body)
    {
        Directory.CreateDirectory(_folder["run"]);
        (await CliRun.OfAsync("rig", _folder.Root)).Succeeded();
        return _folder.Write("config.yaml", string.Create(CultureInfo.InvariantCulture, $$"""
            prefix: "{{_folder["run"]}}"
            character_image_file_name: "{{_folder["character.png"]}}"
            face_mask_image_file_name: "{{_folder["face_mask.png"]}}"
            face_morpher_num_training_examples_per_sample_output: null
            body_morpher_num_training_examples_per_sample_output: null
            face_morpher_batch_size: 1
            body_morpher_batch_size: 1
            teacher: rig
            backend: simd
            pose_sampler: own
            sparsity: {inside: 0.1, outside: 0.01}
            checkpoint_interval: 1000000
            schedule: {face: [{until: {{face}}, learning_rate: 1e-4}], body: [{until: {{body}}, learning_rate: 1e-4}]}

            """));
    }
}
