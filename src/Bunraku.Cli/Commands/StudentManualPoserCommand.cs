using System.CommandLine;
using Bunraku.Studio;

namespace Bunraku.Cli.Commands;

/// <summary><c>bunraku student-manual-poser</c>: Studio with the page where sliders pose a character.</summary>
internal static class StudentManualPoserCommand
{
    public static Command Create()
    {
        var command = new Command("student-manual-poser", "Open Studio on the page where sliders pose a character.");
        Argument<string?> character = CharacterArgument.CreateOptional();
        command.Arguments.Add(character);
        var options = new StudioOptionSet(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            await StudioApp.RunAsync(options.Of(parsed, parsed.GetValue(character)) with { StartPage = "/student-manual-poser" }, cancellation);
            return ExitCode.Ok;
        });
        return command;
    }
}
