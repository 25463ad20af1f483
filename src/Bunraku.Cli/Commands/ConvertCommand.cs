using System.CommandLine;
using Bunraku.Cli.Shell;

namespace Bunraku.Cli.Commands;

/// <summary><c>bunraku convert</c>: writes a character again, both checkpoints by our own writer.</summary>
internal static class ConvertCommand
{
    public static Command Create()
    {
        Argument<string> character = CharacterArgument.Create();
        var output = new Option<string>("--output", "-o") { Description = "The folder to write to; it is created where it is absent.", Required = true };
        var command = new Command("convert", "Write a character again: picture, YAML and both networks, in the form that Bunraku and the original programs read.")
        {
            character, output,
        };
        command.SetAction(parsed =>
        {
            string folder = parsed.GetRequiredValue(output);
            CharacterArgument.Load(parsed.GetRequiredValue(character)).Save(folder);
            parsed.InvocationConfiguration.Output.WriteLine(folder);
            return ExitCode.Ok;
        });
        return command;
    }
}
