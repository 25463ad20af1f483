using System.CommandLine;
using Bunraku.Cli.Shell;
using Bunraku.Core.Images;
using Bunraku.Core.Posing;
using Bunraku.Siren;

namespace Bunraku.Cli.Commands;

/// <summary><c>bunraku contact-sheet</c>: all that a character can do, in one picture.</summary>
internal static class ContactSheetCommand
{
    public static Command Create()
    {
        Argument<string> character = CharacterArgument.Create();
        var output = new Option<string>("--output", "-o") { Description = "The PNG file to write.", HelpName = "sheet.png", Required = true };
        var command = new Command("contact-sheet", "Draw every expression and movement of a character at its end, in one picture; docs/cli.md says which is where.")
        {
            character, output,
        };
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(output);
            using var poser = new StudentPoser(CharacterArgument.Load(parsed.GetRequiredValue(character)));
            PngFile.WriteRgb(path, ContactSheet.Draw(poser));
            parsed.InvocationConfiguration.Output.WriteLine(path);
            return ExitCode.Ok;
        });
        return command;
    }
}
