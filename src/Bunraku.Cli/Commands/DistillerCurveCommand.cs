using System.CommandLine;
using Bunraku.Cli.Shell;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;
using Bunraku.Distillation.Charts;
using Bunraku.Distillation.Runs;

namespace Bunraku.Cli.Commands;

/// <summary><c>bunraku distiller curve</c>: loss and quality of a run as a picture.</summary>
internal static class DistillerCurveCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("folder") { Description = "The folder of the run: the prefix of its configuration." };
        var output = new Option<string>("--output", "-o") { Description = "The SVG file to write.", HelpName = "curve.svg", Required = true };
        var command = new Command("curve", "Draw how loss and quality went over the course of a run.") { folder, output };
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(folder);
            IReadOnlyList<ChartPanel> panels = RunCharts.Of(new RunFolder(Path.GetFullPath(path)));
            if (panels.Count == 0)
            {
                throw new BadInputException($"{path}: there is no log of a run in this folder. Name the prefix of a configuration that was trained.");
            }

            AtomicFile.WriteText(parsed.GetRequiredValue(output), ChartPicture.ToSvg(panels));
            parsed.InvocationConfiguration.Output.WriteLine(parsed.GetRequiredValue(output));
            return ExitCode.Ok;
        });
        return command;
    }
}
