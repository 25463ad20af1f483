using System.CommandLine;
using System.Globalization;
using Bunraku.Core.Models;

namespace Bunraku.Cli.Commands;

/// <summary><c>bunraku models</c>: files of networks that others publish and that the user fetches.</summary>
internal static class ModelsCommand
{
    public static Command Create() => new("models", "Look at, fetch and import the files of networks that Bunraku uses but does not ship.")
    {
        CreateList(),
        CreateCheck(),
        ModelsFetchCommand.Create(),
        CreateImport(),
    };

    /// <summary>The argument of every command that is about one model.</summary>
    public static Argument<string> Model() => new("model") { Description = $"The model's name: {string.Join(", ", PublishedModel.All.Select(model => model.Name))}." };

    private static Command CreateList()
    {
        var command = new Command("list", "Say which models there are, what they are for, and where they are kept.");
        command.SetAction(parsed =>
        {
            TextWriter output = parsed.InvocationConfiguration.Output;
            ModelFolder folder = ModelFolder.OfUser;
            foreach (PublishedModel model in PublishedModel.All)
            {
                string size = (model.Length / 1e6).ToString("0.0", CultureInfo.InvariantCulture);
                output.WriteLine($"{model.Name,-8}{(folder.Has(model) ? "here" : "missing"),-9}{model.FileName}, {size} MB: {model.Purpose}. {model.Origin}.");
            }

            output.WriteLine($"folder  {folder.Path}");
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command CreateCheck()
    {
        var command = new Command("check", "Read every model's file and compare it with the published one. Ends with 1 if one is missing or damaged.");
        command.SetAction(parsed =>
        {
            ModelFolder folder = ModelFolder.OfUser;
            bool all = true;
            foreach (PublishedModel model in PublishedModel.All)
            {
                ModelState state = folder.Check(model);
                all &= state == ModelState.Good;
                parsed.InvocationConfiguration.Output.WriteLine($"{model.Name,-8}{Explain(model, state, folder)}");
            }

            return all ? ExitCode.Ok : ExitCode.Failed;
        });
        return command;
    }

    private static Command CreateImport()
    {
        Argument<string> name = Model();
        var file = new Argument<string>("file") { Description = "The file, as it was published." };
        var command = new Command("import", "Copy a model's file that you have into the models folder, after checking it.") { name, file };
        command.SetAction(parsed =>
        {
            PublishedModel model = PublishedModel.Find(parsed.GetRequiredValue(name));
            ModelFolder folder = ModelFolder.OfUser;
            folder.Import(model, parsed.GetRequiredValue(file));
            parsed.InvocationConfiguration.Output.WriteLine(folder.PathOf(model));
            return ExitCode.Ok;
        });
        return command;
    }

    private static string Explain(PublishedModel model, ModelState state, ModelFolder folder) => state switch
    {
        ModelState.Good => $"good: {folder.PathOf(model)}",
        ModelState.Damaged => $"damaged: {folder.PathOf(model)} is not the published file. Get it anew: bunraku models fetch {model.Name}",
        _ => $"missing. Get it: bunraku models fetch {model.Name}",
    };
}
