using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Bunraku.Cli.Shell;
using Bunraku.Core.Models;
using Bunraku.Core.Plugins;
using Bunraku.Core.Teachers;

namespace Bunraku.Cli.Commands;

/// <summary><c>bunraku models</c>: files of networks that others publish and that the user fetches.</summary>
internal static class ModelsCommand
{
    /// <summary>Of the column of names; to the left.</summary>
    private const int Width = -16;

    public static Command Create() => new("models", "Look at, fetch and import the files of networks that Bunraku uses but does not ship.")
    {
        CreateList(),
        ModelsCheckCommand.Create(),
        ModelsFetchCommand.Create(),
        ModelsImportCommand.Create(),
        ModelsSynthesizeCommand.Create(),
    };

    private static Command CreateList()
    {
        var command = new Command("list", "List the models, what they are for, and where they are kept.");
        command.SetAction(parsed =>
        {
            TextWriter output = parsed.InvocationConfiguration.Output;
            ModelFolder folder = ModelFolder.OfUser;
            foreach (PublishedModel model in PublishedModel.All)
            {
                output.WriteLine($"{model.Name,Width}{(folder.Has(model) ? "here" : "missing"),-9}{model.FileName}, {Megabytes(model.Length)} MB: {model.Purpose}. {model.Origin}.");
            }

            foreach (TeacherFamily family in TeacherFamily.All)
            {
                output.WriteLine($"{family.Name,Width}{StateOf(new TeacherModels(folder, family)),-9}5 files, {Megabytes(family.WeightBytes)} MB: {TeacherModels.Purpose}. {family.Publication.Origin}.");
            }

            output.WriteLine($"{TorchRuntime.Name,Width}{(TorchPlugin.IsBuilt ? "here" : "missing"),-9}{TorchPlugin.DownloadSize}: computes {string.Join(" and ", TeacherPublication.All.Select(publication => publication.Name))}. {TorchRuntime.Package?.Origin ?? "There is none for this system"}.");
            output.WriteLine($"{"folder",Width}{folder.Path}");
            return ExitCode.Ok;
        });
        return command;
    }

    private static string StateOf(TeacherModels models)
    {
        ImmutableArray<string> missing = models.MissingFiles();
        int found = models.Family.Networks.Length - missing.Length;
        return missing.IsEmpty ? "here" : found == 0 ? "missing" : $"{found} of 5";
    }

    private static string Megabytes(long bytes) => (bytes / 1e6).ToString("0.0", CultureInfo.InvariantCulture);
}
