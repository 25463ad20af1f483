using System.CommandLine;
using System.Globalization;
using Bunraku.Cli.Shell;
using Bunraku.Core.Errors;
using Bunraku.Distillation.Runs;

namespace Bunraku.Cli.Commands;

/// <summary><c>bunraku distiller status</c>: how it stands with a run.</summary>
internal static class DistillerStatusCommand
{
    /// <summary>Above this multiple of the usual time a process is called slow.</summary>
    private const double SlowFactor = 1.3;

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

            foreach (string line in Processes(status))
            {
                output.WriteLine(ForeignText.Line(line));
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

    /// <summary>The times of several processes, and which of them the others wait for.</summary>
    public static IEnumerable<string> Processes(RunStatus status)
    {
        if (status.Processes is not { Count: > 1 } processes)
        {
            yield break;
        }

        for (int rank = 0; rank < processes.Count; rank++)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"rank {rank} on {processes[rank].Host}: {1000 * processes[rank].StepSeconds:0.0} ms a step");
        }

        double[] times = [.. processes.Select(process => process.StepSeconds).Order()];
        double usual = times[(times.Length - 1) / 2];
        int slowest = Enumerable.Range(0, processes.Count).MaxBy(rank => processes[rank].StepSeconds);
        if (processes[slowest].StepSeconds > SlowFactor * usual)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"all wait for rank {slowest} on {processes[slowest].Host}, which takes {processes[slowest].StepSeconds / usual:0.0} times as long as usual");
        }
    }

    /// <summary>What is on disk, in words.</summary>
    public static string Saved(RunStatus status) => status.Network is null
        ? "nothing was trained"
        : string.Create(CultureInfo.InvariantCulture, $"{status.Network} is saved at {status.ExamplesSaved} of {status.ExamplesTotal} examples");
}
