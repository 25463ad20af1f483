namespace Bunraku.Cli.Tests.Commands;

public sealed class ModelsCommandTests
{
    [Fact]
    public async Task List_names_every_model_and_the_folder()
    {
        string output = (await CliRun.OfAsync("models", "list")).Succeeded().Output;

        Assert.Contains("face_landmarker.task", output, StringComparison.Ordinal);
        Assert.Contains("folder", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_model_is_refused_with_those_that_there_are() =>
        (await CliRun.OfAsync("models", "fetch", "hand")).Refused("\"hand\"", "face");

    [Fact]
    public async Task Address_that_is_none_is_refused() =>
        (await CliRun.OfAsync("models", "fetch", "face", "--url", "ftp://mirror/face")).Refused("--url", "http");

    [Fact]
    public async Task Import_of_a_file_that_is_not_there_names_it() =>
        (await CliRun.OfAsync("models", "import", "face", "no-such.task")).Refused("no-such.task");
}
