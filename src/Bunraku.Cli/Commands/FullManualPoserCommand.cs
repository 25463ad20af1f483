using System.CommandLine;
using Bunraku.Core.Errors;
using Bunraku.Core.Teachers;

namespace Bunraku.Cli.Commands;

/// <summary><c>bunraku full-manual-poser</c>: Studio at the page where the teacher poses any picture.</summary>
internal static class FullManualPoserCommand
{
    private const string Name = "full-manual-poser";

    public static Command Create()
    {
        var command = new Command(Name, "Open Studio on the page where sliders pose any picture, with the five large networks.");
        Option<string> family = FamilyOption.Create();
        var weights = new Option<string?>("--weights")
        {
            Description = "The folder of the five weights files. The default is the user's models folder; the page says what is missing there.",
            HelpName = "folder",
        };
        var device = new Option<string>("--device") { Description = "Where the networks are computed.", DefaultValueFactory = _ => "auto" };
        device.AcceptOnlyFromAmong("auto", "cpu", "cuda", "mps");
        var precision = new Option<string>("--precision") { Description = "Numbers to compute with; auto is bfloat16 where the processor computes it and pictures stay the same.", DefaultValueFactory = _ => "auto" };
        precision.AcceptOnlyFromAmong(TeacherPrecisions.Names);
        command.Options.Add(family);
        command.Options.Add(weights);
        command.Options.Add(device);
        command.Options.Add(precision);
        var options = new StudioOptionSet(command);
        command.SetAction((parsed, cancellation) =>
        {
            StudioOptions studio = options.Of(parsed, characterPath: null) with
            {
                StartPage = "/" + Name,
                TeacherFamily = TeacherFamily.Find(parsed.GetRequiredValue(family)),
                TeacherWeights = Existing(parsed.GetValue(weights)),
                TeacherDevice = parsed.GetRequiredValue(device),
                TeacherPrecision = TeacherPrecisions.Parse(parsed.GetRequiredValue(precision)),
            };
            return StudioStart.RunAsync(studio, cancellation);
        });
        return command;
    }

    private static string? Existing(string? folder)
    {
        if (folder is null)
        {
            return null;
        }

        return Directory.Exists(folder)
            ? Path.GetFullPath(folder)
            : throw new BadInputException($"--weights {folder}: there is no such folder. Name the folder of the five files of weights, or leave the option out and let the page say what is missing.");
    }
}
