using System.CommandLine;
using Bunraku.Cli.Shell;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;
using Bunraku.Core.Teachers;
using Bunraku.Distillation.Configuration;
using Bunraku.Distillation.Runs;
using Bunraku.Distillation.Training;

namespace Bunraku.Cli.Commands;

/// <summary><c>bunraku distiller</c>: trains a student from a teacher, and resumes where it stopped.</summary>
internal static class DistillerCommand
{
    public static Command Create()
    {
        var config = new Argument<string?>("config") { Description = "The configuration; see docs/distiller.md.", HelpName = "config.yaml", Arity = ArgumentArity.ZeroOrOne };
        var preset = new Option<string?>("--preset") { Description = "Preset (quick, standard, fine or full). Overrides the configuration's schedule, frames, sampling, batch sizes and other speed and quality settings.", HelpName = "name" };
        preset.AcceptOnlyFromAmong([.. TrainingPresets.All.Select(known => known.Name)]);
        var teacher = new Option<string?>("--teacher") { Description = "The teacher: tha4, tha3-standard, tha3-separable, rig, or student:<path>. Overrides the configuration.", HelpName = "name" };
        var backend = new Option<string?>("--backend") { Description = "The engine: auto, simd or torch. Overrides the configuration.", HelpName = "name" };
        var device = new Option<string>("--device") { Description = "Where libtorch computes: auto, cpu, cuda or mps.", HelpName = "name", DefaultValueFactory = _ => "auto" };
        device.AcceptOnlyFromAmong("auto", "cpu", "cuda", "mps");
        var precision = new Option<string>("--precision") { Description = "Numbers that the five networks are computed with: auto, float32 or bfloat16.", HelpName = "name", DefaultValueFactory = _ => "auto" };
        precision.AcceptOnlyFromAmong(TeacherPrecisions.Names);
        var stopAfter = new Option<string?>("--stop-after") { Description = "Save and stop after this many more examples, or after a time such as 45m.", HelpName = "limit" };
        var fresh = new Option<bool>("--fresh") { Description = "Start over. The existing run is moved to the folder `replaced`." };
        var threads = new Option<int?>("--threads") { Description = "Threads to compute with; all of the computer's if not given." };
        var cache = new Option<string?>("--cache") { Description = "The folder for the teacher's frames, where the configuration limits them; one in the user's cache if not given.", HelpName = "folder" };
        var yes = new Option<bool>("--yes", "-y") { Description = "Start without asking, also when the training takes more than a day." };
        var detached = new Option<string?>("--detached") { Description = "Start a separate session and print into this file. Studio starts a training this way.", Hidden = true };
        var command = new Command("distiller", "Train a student from a teacher. Run the same command again to resume.")
        {
            config, preset, teacher, backend, device, precision, stopAfter, fresh, threads, cache, yes, detached, DistillerStatusCommand.Create(), DistillerCurveCommand.Create(),
        };
        command.SetAction(async (parsed, stop) =>
        {
            InvocationConfiguration console = parsed.InvocationConfiguration;
            if (parsed.GetValue(detached) is { } output)
            {
                DetachedProcess.Begin(output, console);
                return RunUnseen(OptionsOf(parsed), console, stop);
            }

            using var view = new DistillerView(console.Error);
            var distiller = new Distiller(OptionsOf(parsed), view.Output);
            if (await ExpectedTime.IsAcceptedAsync(distiller.MeasureTime(stop), parsed.GetValue(yes), console, stop))
            {
                return Run(distiller, view, console, stop);
            }

            console.Error.WriteLine("Not started.");
            return ExitCode.Failed;
        });
        return command;

        DistillerOptions OptionsOf(ParseResult parsed) =>
            new(parsed.GetValue(config) ?? throw new BadInputException("distiller needs a configuration: bunraku distiller config.yaml. What is in one: docs/distiller.md."))
            {
                Preset = parsed.GetValue(preset) is { } name ? TrainingPresets.Find(name) : null,
                Teacher = parsed.GetValue(teacher),
                Backend = parsed.GetValue(backend),
                Device = parsed.GetRequiredValue(device),
                Precision = TeacherPrecisions.Parse(parsed.GetRequiredValue(precision)),
                StopAfter = parsed.GetValue(stopAfter) is { } limit ? StopAfter.Parse(limit) : null,
                Fresh = parsed.GetValue(fresh),
                Threads = parsed.GetValue(threads) is not (< 1 or > 1024) ? parsed.GetValue(threads) : throw new BadInputException("--threads must be from 1 to 1024."),
                Cache = parsed.GetValue(cache),
            };
    }

    /// <summary>Reports an error where somebody will look: in the file that replaces the console.</summary>
    private static int RunUnseen(DistillerOptions options, InvocationConfiguration console, CancellationToken stop)
    {
        try
        {
            using var view = new DistillerView(console.Error);
            return Run(new Distiller(options, view.Output), view, console, stop);
        }
        catch (BadInputException failure)
        {
            console.Error.WriteLine($"bunraku: {failure.Message}");
            return ExitCode.BadInput;
        }
    }

    /// <summary>A signal ends the training after its step, however long that takes.</summary>
    private static int Run(Distiller distiller, DistillerView view, InvocationConfiguration console, CancellationToken stop)
    {
        // What is registered later is called earlier: the training is told first, the user after it.
        using CancellationTokenRegistration telling = stop.Register(() => console.Error.WriteLine(
            "Stopping after this step, then saving. Press Ctrl+C again to end at once and lose what is not saved yet."));
        try
        {
            RunState end = distiller.Train(stop);
            view.Dispose();
            console.Output.WriteLine(DistillerStatusCommand.Describe(distiller.Status));
            if (end == RunState.Finished)
            {
                console.Output.WriteLine(distiller.Run.CharacterModel);
            }

            return stop.IsCancellationRequested && end != RunState.Finished ? ExitCode.Failed : ExitCode.Ok;
        }
        catch (BadInputException failure) when (DiskSpace.IsUsedUp(failure))
        {
            view.Dispose();
            console.Error.WriteLine($"bunraku: {failure.Message} Free some space, then run the same command again: {DistillerStatusCommand.Saved(distiller.Status)}.");
            return ExitCode.Failed;
        }
    }
}
