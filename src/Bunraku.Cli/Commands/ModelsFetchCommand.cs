using System.CommandLine;
using Bunraku.Cli.Shell;
using Bunraku.Core.Errors;
using Bunraku.Core.Models;
using Bunraku.Core.Plugins;
using Bunraku.Core.Teachers;

namespace Bunraku.Cli.Commands;

/// <summary><c>bunraku models fetch</c>: downloads a model.</summary>
internal static class ModelsFetchCommand
{
    private static readonly string Teachers = string.Join(" and ", TeacherPublication.All.Select(publication => publication.Name));

    public static Command Create()
    {
        Argument<string> name = ModelArgument.Create();
        var address = new Argument<string?>("address")
        {
            Description = $"Where to get it. {Teachers} need it: the READMEs of talking-head-anime-4-demo and talking-head-anime-3-demo link to their archives. For the others it must be the same file as its publisher's.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var url = new Option<string?>("--url") { Description = "The same as the address.", HelpName = "address" };
        var sha256 = new Option<string?>("--sha256") { Description = $"The SHA-256 that the archive of {Teachers} must have, where you know it.", HelpName = "digits" };
        var cuda = new Option<bool>("--cuda") { Description = $"For {TorchRuntime.Name}: PyTorch's archive for NVIDIA's graphics cards (some gigabytes), in the place of the build for processors." };
        var command = new Command("fetch", "Download a model into the models folder. An interrupted download is resumed.") { name, address, url, sha256, cuda };
        command.SetAction(async (parsed, cancellation) =>
        {
            string model = parsed.GetRequiredValue(name);
            TeacherPublication? teacher = ModelArgument.TeacherOf(model);
            Uri? from = Parse(parsed.GetValue(address), parsed.GetValue(url));
            string? hash = Parse(parsed.GetValue(sha256), teacher is not null);
            if (parsed.GetValue(cuda) && !ModelArgument.IsTorch(model))
            {
                throw new BadInputException($"--cuda is only for {TorchRuntime.Name}.");
            }

            await (teacher is not null ? FetchTeacherAsync(teacher, from, hash, parsed, cancellation)
                : ModelArgument.IsTorch(model) ? FetchTorchAsync(from, parsed.GetValue(cuda), parsed, cancellation)
                : FetchAsync(PublishedModel.Find(model), from, parsed, cancellation));
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task FetchAsync(PublishedModel model, Uri? address, ParseResult parsed, CancellationToken cancellation)
    {
        ModelFolder folder = ModelFolder.OfUser;
        using var client = new HttpClient();
        var fetch = new ModelFetch(folder, client);
        await ProgressBar.RunAsync(
            $"Fetching {model.FileName}",
            parsed.InvocationConfiguration.Error,
            progress => fetch.FetchAsync(model, address, new Shares(progress), cancellation).GetAwaiter().GetResult());
        parsed.InvocationConfiguration.Output.WriteLine(folder.PathOf(model));
    }

    private static async Task FetchTorchAsync(Uri? address, bool cuda, ParseResult parsed, CancellationToken cancellation)
    {
        if (!TorchPlugin.IsShipped)
        {
            throw new BadInputException(TorchPlugin.IsBuilt ? $"libtorch is here already: {TorchPlugin.Libraries}" : cuda ? "This program came without its plug-in for libtorch. To build it with CUDA, in a clone of Bunraku: ./bunraku build-torch cuda" : $"This program came without its plug-in for libtorch. {TorchPlugin.HowToGet}");
        }

        using var client = new HttpClient();
        TorchRuntime libtorch = TorchRuntime.OfUser;
        await ProgressBar.RunAsync(
            $"Fetching {TorchRuntime.Name}",
            parsed.InvocationConfiguration.Error,
            progress => (cuda ? libtorch.FetchCudaAsync(client, address, new Shares(progress), cancellation) : libtorch.FetchAsync(client, address, new Shares(progress), cancellation)).GetAwaiter().GetResult());
        parsed.InvocationConfiguration.Output.WriteLine(TorchRuntime.OfUser.Path);
    }

    private static async Task FetchTeacherAsync(TeacherPublication teacher, Uri? address, string? sha256, ParseResult parsed, CancellationToken cancellation)
    {
        if (address is null)
        {
            throw new BadInputException(
                $"The address of the archive is missing. The README of {teacher.Project} links to it: bunraku models fetch {teacher.Name} <address>");
        }

        (TextWriter output, TextWriter error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        using var client = new HttpClient();
        var fetch = new TeacherFetch(ModelFolder.OfUser, PublishedTeacher.OfUser(teacher), client);
        await ProgressBar.RunAsync(
            "Fetching the archive",
            error,
            progress => output.WriteLine($"archive: SHA-256 {fetch.ReceiveAsync(address, sha256, new Shares(progress), cancellation).GetAwaiter().GetResult()}"));
        await ProgressBar.RunAsync("Importing weights", error, progress => ModelsCheckCommand.Write(teacher.Name, fetch.Import(progress, cancellation), output));
    }

    private static Uri? Parse(string? argument, string? option)
    {
        if (argument is not null && option is not null)
        {
            throw new BadInputException("The address was given twice: leave out --url.");
        }

        return (argument ?? option) is not { } given ? null
            : Uri.TryCreate(given, UriKind.Absolute, out Uri? address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps) ? address
            : throw new BadInputException($"{(option is null ? "address" : "--url")}: {ForeignText.Quote(given)} is not an http:// or https:// address.");
    }

    private static string? Parse(string? sha256, bool isTeacher) => sha256 is null ? null
        : !isTeacher ? throw new BadInputException($"--sha256 is only for {Teachers}. Bunraku knows the hashes of the other models.")
        : sha256.Length == 64 && sha256.All(char.IsAsciiHexDigit) ? sha256
        : throw new BadInputException($"--sha256: {ForeignText.Quote(sha256)} is not 64 hexadecimal digits.");

    private sealed class Shares(IProgress<double> progress) : IProgress<FetchProgress>
    {
        public void Report(FetchProgress value) => progress.Report(value.Fraction);
    }
}
