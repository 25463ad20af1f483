using System.CommandLine;
using Bunraku.Cli.Shell;
using Bunraku.Core.Clusters;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;
using Bunraku.Distillation.Runs;
using Bunraku.Distillation.Training;

namespace Bunraku.Cli.Commands;

/// <summary><c>bunraku distiller</c>: trains a student from a teacher, and resumes where it stopped.</summary>
internal static class DistillerCommand
{
    public static Command Create()
    {
        var backend = new Option<string?>("--backend") { Description = "The engine: auto, simd or torch. Overrides the configuration.", HelpName = "name" };
        var stopAfter = new Option<string?>("--stop-after") { Description = "Save and stop after this many more examples, or after a time such as 45m.", HelpName = "limit" };
        var fresh = new Option<bool>("--fresh") { Description = "Start over. The existing run is moved to the folder `replaced`." };
        var yes = new Option<bool>("--yes", "-y") { Description = "Start without asking, also when the training takes more than a day." };
        var detached = new Option<string?>("--detached") { Description = "Start a separate session and print into this file. Studio starts a training this way.", Hidden = true };
        var command = new Command("distiller", "Train a student from a teacher. Run the same command again to resume.")
        {
            DistillerStatusCommand.Create(), DistillerCurveCommand.Create(), DistillerFramesCommand.Create(),
        };
        var options = new DistillerOptionSet(command, command.Name, backend, stopAfter, fresh, yes, detached);
        command.SetAction((parsed, stop) =>
        {
            InvocationConfiguration console = parsed.InvocationConfiguration;
            if (parsed.GetValue(detached) is { } output)
            {
                DetachedProcess.Begin(output, console);
                return Task.FromResult(RunUnseen(OptionsOf(parsed, new SingleProcess()), console, stop));
            }

            return options.RunAsync(parsed, cluster => RunSeenAsync(OptionsOf(parsed, cluster), parsed.GetValue(yes), console, stop));
        });
        return command;

        DistillerOptions OptionsOf(ParseResult parsed, ICollective cluster) => options.Of(parsed, cluster) with
        {
            Backend = parsed.GetValue(backend),
            StopAfter = parsed.GetValue(stopAfter) is { } limit ? StopAfter.Parse(limit) : null,
            Fresh = parsed.GetValue(fresh),
        };
    }

    /// <summary>Of several processes, the first shows how it goes; nobody is asked whether to start.</summary>
    private static async Task<int> RunSeenAsync(DistillerOptions options, bool isAccepted, InvocationConfiguration console, CancellationToken stop)
    {
        if (options.Cluster.Rank > 0)
        {
            return new Distiller(options, new DistillerOutput(_ => { }, _ => { })).Train(stop) == RunState.Finished || !stop.IsCancellationRequested ? ExitCode.Ok : ExitCode.Failed;
        }

        using var view = new DistillerView(console.Error);
        var distiller = new Distiller(options, view.Output);
        if (options.Cluster.Size > 1 || await ExpectedTime.IsAcceptedAsync(distiller.MeasureTime(stop), isAccepted, console, stop))
        {
            return Run(distiller, view, console, stop);
        }

        console.Error.WriteLine("Not started.");
        return ExitCode.Failed;
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
