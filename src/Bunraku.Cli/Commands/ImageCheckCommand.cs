using System.CommandLine;
using System.Globalization;
using Bunraku.Cli.Shell;
using Bunraku.Core.Images;
using Bunraku.Core.Images.Doctor;

namespace Bunraku.Cli.Commands;

/// <summary><c>bunraku image check</c>: what is wrong with a picture.</summary>
internal static class ImageCheckCommand
{
    public static Command Create()
    {
        Argument<string> picture = ImageCommand.Picture();
        var command = new Command("check", "Check whether a picture can become a character. Exit codes: 0 it needs no change, 1 it can be fixed, 2 it cannot.") { picture };
        command.SetAction(parsed =>
        {
            PictureReport report = PictureDoctor.Examine(PictureFile.Read(parsed.GetRequiredValue(picture)));
            Write(report, parsed.InvocationConfiguration.Output);
            return report.Verdict switch
            {
                PictureVerdict.Good => ExitCode.Ok,
                PictureVerdict.Mendable => ExitCode.Failed,
                _ => ExitCode.BadInput,
            };
        });
        return command;
    }

    private static void Write(PictureReport report, TextWriter output)
    {
        void Line(string name, FormattableString value) => output.WriteLine($"{name,-10}{value.ToString(CultureInfo.InvariantCulture)}");

        Line("verdict", $"{Describe(report.Verdict)}");
        Line("size", $"{report.Width}x{report.Height}");
        if (report.Head is { Box: var box } head)
        {
            Line("head", $"{box.Left:0},{box.Top:0},{box.Size:0} (left, top, size; {(head.IsSure ? "clearly seen" : "a guess")})");
        }

        foreach (PictureFinding finding in report.Findings)
        {
            Line(finding.Severity == FindingSeverity.Note ? "note" : "problem", $"{finding.Message}");
            Line("", $"{(finding.Remedy is { } remedy ? $"Fit mends it: {char.ToLowerInvariant(remedy[0])}{remedy[1..]}" : finding.Advice)}");
        }
    }

    private static string Describe(PictureVerdict verdict) => verdict switch
    {
        PictureVerdict.Good => "good as it is",
        PictureVerdict.Mendable => "can be fixed: bunraku image fit",
        _ => "no character can be made of it",
    };
}
