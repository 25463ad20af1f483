using System.CommandLine;
using System.Globalization;
using Bunraku.Cli.Shell;
using Bunraku.Core.Errors;
using Bunraku.Core.Images;
using Bunraku.Core.Images.Doctor;

namespace Bunraku.Cli.Commands;

/// <summary><c>bunraku image fit</c>: makes of a picture one that a character can be made of.</summary>
internal sealed class ImageFitCommand
{
    private readonly Argument<string> _picture = ImageCommand.Picture();

    private readonly Option<string> _output = new("--output", "-o") { Description = "The PNG file to write: 512x512, with transparency.", HelpName = "out.png", Required = true };

    private readonly Option<string?> _background = new("--background") { Description = "The background's colour. The default is the colour of most of the border.", HelpName = "#rrggbb" };

    private readonly Option<double?> _tolerance = new("--tolerance")
    {
        Description = "How far from the background's colour is still background: 0 to 100 (black to white).",
        HelpName = "N",
    };

    private readonly Option<bool?> _enclosed = new("--enclosed")
    {
        Description = "Whether to remove patches of that colour inside the character too. The default is yes where the colour is a strong one.",
        HelpName = "true|false",
    };

    private readonly Option<bool> _keepBackground = new("--keep-background") { Description = "Leave the background." };

    private readonly Option<string[]> _keep = new("--keep")
    {
        Description = "What to leave as it is: haze, halo, edges, specks, figures.",
        HelpName = "name",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string?> _head = new("--head") { Description = "Where the head is, in pixels of the picture: left, top and size of a square from the hair to the neck.", HelpName = "x,y,size" };

    private readonly Option<double?> _scale = new("--scale") { Description = "The scale. The default is found from the picture.", HelpName = "s" };

    private readonly Option<double?> _shiftX = new("--shift-x") { Description = "Then shift to the right by so many pixels of the result.", HelpName = "x" };

    private readonly Option<double?> _shiftY = new("--shift-y") { Description = "Then shift down by so many pixels of the result.", HelpName = "y" };

    private readonly Option<bool> _replace = new("--replace") { Description = "Write over the picture itself where --output names it." };

    public static Command Create()
    {
        var options = new ImageFitCommand();
        var command = new Command("fit", "Fix a picture: background removed, edges cleaned, the head in its place, 512x512.")
        {
            options._picture, options._output, options._background, options._tolerance, options._enclosed, options._keepBackground, options._keep,
            options._head, options._scale, options._shiftX, options._shiftY, options._replace,
        };
        options._keep.AcceptOnlyFromAmong("haze", "halo", "edges", "specks", "figures");
        command.SetAction(options.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        string path = parsed.GetRequiredValue(_picture);
        string output = parsed.GetRequiredValue(_output);
        RequireOther(path, output, parsed.GetValue(_replace));
        BackgroundCut? given = GivenBackground(parsed);
        StraightImage image = PictureFile.Read(path);
        PictureReport report = PictureDoctor.Examine(image, given);
        PictureFinding[] unmended = [.. report.Findings.Where(finding => !finding.CanBeMended && !IsOverruled(finding, parsed))];
        if (unmended.FirstOrDefault(finding => finding.Severity == FindingSeverity.Fatal) is { } fatal)
        {
            throw new BadInputException($"{path}: {fatal.Message} {fatal.Advice}");
        }

        MendPlan plan = Change(report.Plan, parsed);
        PngFile.Write(output, PictureDoctor.Mend(image, plan));
        Warnings.Write(unmended.Select(finding => $"{finding.Message} {finding.Advice}"), parsed.InvocationConfiguration.Error);
        parsed.InvocationConfiguration.Output.WriteLine(output);
        return ExitCode.Ok;
    }

    private static void RequireOther(string path, string output, bool replace)
    {
        if (!replace && File.Exists(output) && Path.GetFullPath(path) == Path.GetFullPath(output))
        {
            throw new BadInputException($"{output}: this is the picture itself. Give another --output, or --replace to write over it.");
        }
    }

    private BackgroundCut? GivenBackground(ParseResult parsed)
    {
        if (parsed.GetValue(_tolerance) is < 0 or > 100 or double.NaN)
        {
            throw new BadInputException($"--tolerance: {parsed.GetValue(_tolerance)} is not between 0 and 100.");
        }

        if (parsed.GetValue(_background) is not { } color)
        {
            return null;
        }

        return parsed.GetValue(_keepBackground)
            ? throw new BadInputException("--background names a background to remove, --keep-background keeps it. Use one of them.")
            : new BackgroundCut(SrgbColor.Parse(color), parsed.GetValue(_tolerance) ?? BackgroundCut.UsualTolerance, parsed.GetValue(_enclosed) ?? false);
    }

    /// <summary>A user who keeps the background, or who says where the head is, knows.</summary>
    private bool IsOverruled(PictureFinding finding, ParseResult parsed) => finding.Fault switch
    {
        PictureFault.BusyBackground => parsed.GetValue(_keepBackground),
        PictureFault.HeadUnsure => parsed.GetValue(_head) is not null || parsed.GetValue(_scale) is not null,
        _ => false,
    };

    private MendPlan Change(MendPlan plan, ParseResult parsed)
    {
        string[] kept = parsed.GetValue(_keep) ?? [];
        BackgroundCut? background = parsed.GetValue(_keepBackground) ? null : plan.Background;
        return plan with
        {
            Background = background is null
                ? null
                : background with { Tolerance = parsed.GetValue(_tolerance) ?? background.Tolerance, Enclosed = parsed.GetValue(_enclosed) ?? background.Enclosed },
            ClearsHaze = plan.ClearsHaze && !kept.Contains("haze"),
            ClearsHalo = plan.ClearsHalo && !kept.Contains("halo"),
            CleansEdges = plan.CleansEdges && !kept.Contains("edges"),
            RemovesSpecks = plan.RemovesSpecks && !kept.Contains("specks"),
            RemovesOtherFigures = plan.RemovesOtherFigures && !kept.Contains("figures"),
            Placement = PlacementOf(plan.Placement, parsed),
        };
    }

    private Placement PlacementOf(Placement found, ParseResult parsed)
    {
        (double? scale, double? x, double? y) = (parsed.GetValue(_scale), parsed.GetValue(_shiftX), parsed.GetValue(_shiftY));
        if (parsed.GetValue(_head) is { } head)
        {
            return scale is null && x is null && y is null
                ? Placement.OfHead(ParseHead(head))
                : throw new BadInputException("--head already says how to scale and shift. Use it alone, or --scale, --shift-x and --shift-y.");
        }

        return scale is null or (>= Placement.LeastScale and <= Placement.MostScale)
            ? new Placement(scale ?? found.Scale, x ?? found.ShiftX, y ?? found.ShiftY)
            : throw new BadInputException($"--scale: {scale.Value.ToString(CultureInfo.InvariantCulture)} is not between 1/256 and 64.");
    }

    private static PictureBox ParseHead(string text)
    {
        double?[] values = [.. text.Split(',').Select(part => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) ? value : (double?)null)];
        return values is [{ } left, { } top, > 0 and { } size]
            ? new PictureBox(left, top, size)
            : throw new BadInputException($"--head: {ForeignText.Quote(text)} is not a square: give left, top and size in pixels, for example 120,40,300.");
    }
}
