using System.CommandLine;
using Bunraku.Cli.Shell;
using Bunraku.Core.Models;
using Bunraku.Core.Teachers;

namespace Bunraku.Cli.Commands;

/// <summary><c>bunraku models import</c>: takes what the user has.</summary>
internal static class ModelsImportCommand
{
    public static Command Create()
    {
        Argument<string> name = ModelArgument.Create();
        var source = new Argument<string>("source") { Description = $"face: the file, as it was published. {string.Join(", ", TeacherPublication.All.Select(publication => publication.Name))}: the downloaded archive (ZIP), or a folder with the five files of a family somewhere in it. {TorchRuntime.Name}: NuGet's package, or an archive of libtorch from pytorch.org, for instance with CUDA." };
        var command = new Command("import", "Copy a model that you have into the models folder, after checking it.") { name, source };
        command.SetAction(async (parsed, cancellation) =>
        {
            TextWriter output = parsed.InvocationConfiguration.Output;
            string from = parsed.GetRequiredValue(source);
            if (ModelArgument.TeacherOf(parsed.GetRequiredValue(name)) is { } publication)
            {
                await ProgressBar.RunAsync(
                    "Importing weights",
                    parsed.InvocationConfiguration.Error,
                    progress => ModelsCheckCommand.Write(publication.Name, PublishedTeacher.OfUser(publication).Import(from, progress, cancellation), output));
                return ExitCode.Ok;
            }

            if (ModelArgument.IsTorch(parsed.GetRequiredValue(name)))
            {
                TorchRuntime.OfUser.Import(from, cancellation);
                output.WriteLine(TorchRuntime.OfUser.Path);
                return ExitCode.Ok;
            }

            PublishedModel model = PublishedModel.Find(parsed.GetRequiredValue(name));
            ModelFolder folder = ModelFolder.OfUser;
            folder.Import(model, from);
            output.WriteLine(folder.PathOf(model));
            return ExitCode.Ok;
        });
        return command;
    }
}
