using System.CommandLine;
using Bunraku.Core.Errors;
using Bunraku.Core.Models;

namespace Bunraku.Cli.Commands;

/// <summary><c>bunraku models fetch</c>: downloads a model from its publisher.</summary>
internal static class ModelsFetchCommand
{
    public static Command Create()
    {
        Argument<string> name = ModelsCommand.Model();
        var url = new Option<string?>("--url") { Description = "Where to get it instead of its publisher's address; it must be the same file.", HelpName = "address" };
        var command = new Command("fetch", "Download a model from its publisher into the models folder. What was cut off goes on where it ended.") { name, url };
        command.SetAction(async (parsed, cancellation) =>
        {
            PublishedModel model = PublishedModel.Find(parsed.GetRequiredValue(name));
            Uri? address = parsed.GetValue(url) is { } given ? Parse(given) : null;
            ModelFolder folder = ModelFolder.OfUser;
            using var client = new HttpClient();
            var fetch = new ModelFetch(folder, client);
            await ProgressBar.RunAsync(
                $"Fetching {model.FileName}",
                parsed.InvocationConfiguration.Error,
                progress => fetch.FetchAsync(model, address, new Shares(progress), cancellation).GetAwaiter().GetResult());
            parsed.InvocationConfiguration.Output.WriteLine(folder.PathOf(model));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Uri Parse(string given) =>
        Uri.TryCreate(given, UriKind.Absolute, out Uri? address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            ? address
            : throw new BadInputException($"--url: \"{given}\" is not an http:// or https:// address.");

    private sealed class Shares(IProgress<double> progress) : IProgress<FetchProgress>
    {
        public void Report(FetchProgress value) => progress.Report(value.Fraction);
    }
}
