using System.CommandLine;
using System.Globalization;
using Bunraku.Cli.Shell;
using Bunraku.Core.Errors;
using Bunraku.Distillation.Runs;

namespace Bunraku.Cli.Commands;

/// <summary><c>bunraku distiller status</c>: how it stands with a run.</summary>
internal static class DistillerStatusCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("folder") { Description = "The folder of the run: the prefix of its configuration." };
        var command = new Command("status", "Say how it stands with a run.") { folder };
        command.SetAction((parsed, stop) =>
        {
            string path = parsed.GetRequiredValue(folder);
            RunStatus status = RunStatus.ReadPatiently(new RunFolder(Path.GetFullPath(path)), stop)
                ?? throw new BadInputException($"{path}: there is no run in this folder. Name the prefix of a configuration that was trained.");
            TextWriter output = parsed.InvocationConfiguration.Output;
            output.WriteLine(ForeignText.Line(Describe(status)));
            if (status.Teacher is not null)
            {
                output.WriteLine(ForeignText.Line($"teacher {status.Teacher}, backend {status.Backend}, process {status.Pid}"));
            }

            if (status.Quality is { } quality)
            {
                output.WriteLine(ForeignText.Line(quality));
            }

            return Task.FromResult(ExitCode.Ok);
        });
        return command;
    }

    /// <summary>The state in one line.</summary>
    public static string Describe(RunStatus status) => status.State switch
    {
        RunState.Starting => $"starting: {status.Message}",
        RunState.Running => $"running: {Progress(status)}",
        RunState.Finished => "finished: both networks are trained",
        RunState.Stopped => $"stopped: {Saved(status)}; run the same command to resume",
        RunState.Interrupted => $"interrupted: the process ended unexpectedly; {Saved(status)}; run the same command to resume",
        RunState.DiskFull => $"disk full: {Saved(status)}; free some space, then run the same command to resume",
        _ => $"failed: {status.Message}",
    };

    /// <summary>How far it is: network, examples, speed, time left, loss.</summary>
    public static string Progress(RunStatus status)
    {
        string eta = status.EtaSeconds is { } seconds && seconds < 1e8 ? ExpectedTime.Words(TimeSpan.FromSeconds(seconds)) : "?";
        string frames = status.FramesTotal is { } total ? string.Create(CultureInfo.InvariantCulture, $"frames {status.FramesFinished}/{total}, ") : "";
        double loss = status.Losses.GetValueOrDefault("loss");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{status.Network} {status.ExamplesSeen}/{status.ExamplesTotal}, {frames}phase {status.Phase}/{status.Phases}, {status.ExamplesPerSecond:0.0} examples/s, {eta} left, loss {loss:0.00000}");
    }

    /// <summary>What is on disk, in words.</summary>
    public static string Saved(RunStatus status) => status.Network is null
        ? "nothing was trained"
        : string.Create(CultureInfo.InvariantCulture, $"{status.Network} is saved at {status.ExamplesSaved} of {status.ExamplesTotal} examples");
}
