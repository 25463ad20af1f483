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
                output.WriteLine($"{model.Name,-9}{(folder.Has(model) ? "here" : "missing"),-9}{model.FileName}, {Megabytes(model.Length)} MB: {model.Purpose}. {model.Origin}.");
            }

            long length = TeacherNetworks.All.Sum(network => network.ElementCount * sizeof(float));
            output.WriteLine($"{TeacherModels.Name,-9}{StateOf(new TeacherModels(folder)),-9}5 files, {Megabytes(length)} MB: {TeacherModels.Purpose}. {TeacherModels.Origin}.");
            output.WriteLine($"{TorchRuntime.Name,-9}{(TorchPlugin.IsBuilt ? "here" : "missing"),-9}{TorchPlugin.DownloadSize}: computes {TeacherModels.Name}'s networks. {TorchRuntime.Package?.Origin ?? "There is none for this system"}.");
            output.WriteLine($"folder   {folder.Path}");
            return ExitCode.Ok;
        });
        return command;
    }

    private static string StateOf(TeacherModels models)
    {
        ImmutableArray<string> missing = models.MissingFiles();
        int found = TeacherNetworks.All.Length - missing.Length;
        return missing.IsEmpty ? "here" : found == 0 ? "missing" : $"{found} of 5";
    }

    private static string Megabytes(long bytes) => (bytes / 1e6).ToString("0.0", CultureInfo.InvariantCulture);
}
