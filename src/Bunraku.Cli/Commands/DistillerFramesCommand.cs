using System.CommandLine;
using Bunraku.Cli.Shell;
using Bunraku.Distillation.Training;

namespace Bunraku.Cli.Commands;

/// <summary><c>bunraku distiller frames</c>: draws the teacher's frames for a training later.</summary>
internal static class DistillerFramesCommand
{
    public static Command Create()
    {
        var part = new Option<string?>("--part") { Description = "Draw only one of several equal parts, such as 3/16, for jobs that run without MPI.", HelpName = "number/count" };
        var command = new Command("frames", "Draw the frames of the teacher into the cache, for a training later.");
        var options = new DistillerOptionSet(command, "distiller frames", part);
        command.SetAction((parsed, stop) => options.RunAsync(parsed, cluster =>
        {
            TextWriter error = parsed.InvocationConfiguration.Error;
            FramePart wanted = parsed.GetValue(part) is { } text ? FramePart.Parse(text) : FramePart.All;
            bool isDone = new FrameFilling(options.Of(parsed, cluster), wanted, cluster.Rank == 0 ? error.WriteLine : _ => { }).Fill(stop);
            if (!isDone && cluster.Rank == 0)
            {
                error.WriteLine("Stopped. Run the same command again to draw the rest.");
            }

            return Task.FromResult(isDone ? ExitCode.Ok : ExitCode.Failed);
        }));
        return command;
    }
}
