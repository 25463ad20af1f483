using System.CommandLine;

namespace Bunraku.Cli.Commands;

/// <summary><c>bunraku studio</c>: the web application, until Ctrl+C.</summary>
internal static class StudioCommand
{
    /// <summary>The option that a double-click stands for.</summary>
    public const string WindowOption = "--window";

    public static Command Create()
    {
        var command = new Command("studio", "Open Studio, the application in your browser. This is what bunraku does without a command.");
        var character = new Option<string?>("--character")
        {
            Description = "The character to start with: its folder, its YAML file or its bundle. The default is the variable BUNRAKU_CHARACTER, else the last one chosen in Studio, else Koito.",
            HelpName = "path",
        };
        command.Options.Add(character);
        var window = new Option<bool>(WindowOption)
        {
            Description = "Open Studio as a separate window if Edge, Chrome or Chromium is installed; else in the browser.",
        };
        command.Options.Add(window);
        var options = new StudioOptionSet(command);
        command.SetAction((parsed, cancellation) => StudioStart.RunAsync(options.Of(parsed, parsed.GetValue(character)) with { StartPage = "/", OpensWindow = parsed.GetValue(window) }, cancellation));
        return command;
    }
}
