using System.CommandLine;

namespace Bunraku.Cli.Commands;

/// <summary><c>bunraku distiller-ui</c>: Studio at the page where a character is made of a picture.</summary>
internal static class DistillerUiCommand
{
    private const string Name = "distiller-ui";

    public static Command Create()
    {
        var command = new Command(Name, "Open Studio on the page where a character is made of a picture: trained, and watched while it learns.");
        var project = new Argument<string?>("project")
        {
            Description = "A configuration (YAML), or the folder of a run. Without it, the page lists all projects.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        command.Arguments.Add(project);
        var options = new StudioOptionSet(command);
        command.SetAction((parsed, cancellation) =>
        {
            StudioOptions studio = options.Of(parsed, characterPath: null) with { StartPage = "/" + Name, DistillerProject = parsed.GetValue(project) };
            return StudioStart.RunAsync(studio, cancellation);
        });
        return command;
    }
}
