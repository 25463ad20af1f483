using System.CommandLine;

namespace Bunraku.Cli.Commands;

/// <summary>The commands that open Studio at one of its pages: <c>bunraku student-manual-poser</c> and its siblings.</summary>
internal static class StudioPageCommand
{
    public static Command CreateManualPoser() => Create("student-manual-poser", "Open Studio on the page where sliders pose a character.");

    public static Command CreateIFacialMocapPuppeteer() =>
        Create("student-ifacialmocap-puppeteer", "Open Studio on the page where a face moves a character: a phone's, or a tracker program's.");

    public static Command CreateMediaPipePuppeteer() => Create("student-mediapipe-puppeteer", "Open Studio on the page where the face before your webcam moves a character.");

    private static Command Create(string page, string description)
    {
        var command = new Command(page, description);
        Argument<string?> character = CharacterArgument.CreateOptional();
        command.Arguments.Add(character);
        var options = new StudioOptionSet(command);
        command.SetAction((parsed, cancellation) => StudioStart.RunAsync(options.Of(parsed, parsed.GetValue(character)) with { StartPage = "/" + page }, cancellation));
        return command;
    }
}
