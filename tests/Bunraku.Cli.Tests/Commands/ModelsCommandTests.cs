using System.Globalization;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Machine;
using Bunraku.Core.Models;
using Bunraku.Core.Teachers;

namespace Bunraku.Cli.Tests.Commands;

public sealed class ModelsCommandTests : IDisposable
{
    private readonly WorkFolder _folder = new();
    private readonly string? _earlier = Environment.GetEnvironmentVariable(ModelFolder.Variable);

    public ModelsCommandTests() => Environment.SetEnvironmentVariable(ModelFolder.Variable, _folder["models"]);

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(ModelFolder.Variable, _earlier);
        _folder.Dispose();
    }

    [Fact]
    public async Task List_names_every_model_and_the_folder()
    {
        string output = (await CliRun.OfAsync("models", "list")).Succeeded().Output;

        Assert.Contains("face            missing  face_landmarker.task", output, StringComparison.Ordinal);
        Assert.Contains("tha4            missing  5 files, 657.3 MB", output, StringComparison.Ordinal);
        Assert.Contains("CC BY-NC 4.0: not for commercial use", output, StringComparison.Ordinal);
        Assert.Contains("tha3-separable  missing  5 files, 58.0 MB", output, StringComparison.Ordinal);
        Assert.Contains("CC BY 4.0: commercial use is allowed, the author must be named", output, StringComparison.Ordinal);
        Assert.Contains($"folder          {_folder["models"]}", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_says_how_many_of_the_five_files_are_there()
    {
        Directory.CreateDirectory(_folder["models", "tha4"]);
        File.WriteAllText(_folder["models", "tha4", "upscaler.pt"], "");

        Assert.Contains("tha4            1 of 5", (await CliRun.OfAsync("models", "list")).Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_model_is_refused_with_those_that_there_are()
    {
        foreach (string[] command in (string[][])[["fetch", "hand"], ["import", "hand", "x"], ["check", "hand"]])
        {
            (await CliRun.OfAsync(["models", .. command])).Refused("\"hand\"", "face, tha4, tha3, libtorch");
        }
    }

    [Fact]
    public async Task Address_that_is_none_is_refused()
    {
        (await CliRun.OfAsync("models", "fetch", "face", "--url", "ftp://mirror/face")).Refused("--url", "http");
        (await CliRun.OfAsync("models", "fetch", "tha4", "mirror/tha4.zip")).Refused("mirror/tha4.zip", "http");
        (await CliRun.OfAsync("models", "fetch", "tha4", "https://a/b", "--url", "https://a/b")).Refused("twice");
    }

    [Fact]
    public async Task Address_of_the_five_files_must_be_given_and_their_readme_has_it() =>
        (await CliRun.OfAsync("models", "fetch", "tha4")).Refused("README of pkhungurn/talking-head-anime-4-demo");

    [Fact]
    public async Task Fingerprint_that_is_none_is_refused()
    {
        (await CliRun.OfAsync("models", "fetch", "tha4", "https://a/b", "--sha256", "abc")).Refused("--sha256", "64");
        (await CliRun.OfAsync("models", "fetch", "face", "--sha256", new string('a', 64))).Refused("--sha256", "tha4");
    }

    [Fact]
    public async Task Import_of_a_file_that_is_not_there_names_it()
    {
        (await CliRun.OfAsync("models", "import", "face", "no-such.task")).Refused("no-such.task");
        (await CliRun.OfAsync("models", "import", "tha4", "no-such.zip")).Refused("no-such.zip");
    }

    [Fact]
    public async Task Check_of_models_that_are_not_there_fails_and_says_how_to_get_them()
    {
        CliRun run = await CliRun.OfAsync("models", "check");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("face            missing. Get it: bunraku models fetch face", run.Output, StringComparison.Ordinal);
        Assert.Contains("tha4            missing", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("tha4", (await CliRun.OfAsync("models", "check", "face")).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("face", (await CliRun.OfAsync("models", "check", "tha4")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_of_another_folder_says_what_is_wrong_with_every_file()
    {
        string weights = Directory.CreateDirectory(_folder["weights"]).FullName;
        CheckpointFile.Write(Path.Combine(weights, "face_morpher.pt"), SyntheticWeights.StudentFace());
        File.WriteAllText(Path.Combine(weights, "upscaler.pt"), "version https://git-lfs.github.com/spec/v1\n");

        CliRun run = await CliRun.OfAsync("models", "check", "--weights", weights);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"tha4            missing: {Path.Combine(weights, "body_morpher.pt")}", run.Output, StringComparison.Ordinal);
        Assert.Contains($"tha4            unusable: {Path.Combine(weights, "face_morpher.pt")}", run.Output, StringComparison.Ordinal);
        Assert.Contains("a student face morpher", run.Output, StringComparison.Ordinal);
        Assert.Contains("Git LFS pointer", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_lists_all_problems_and_leaves_nothing()
    {
        string weights = Directory.CreateDirectory(_folder["weights"]).FullName;
        File.WriteAllText(Path.Combine(weights, "upscaler.pt"), "<html>");

        CliRun run = (await CliRun.OfAsync("models", "import", "tha4", weights)).Refused("for 2 reasons");

        Assert.Contains("face_morpher.pt, body_morpher.pt are missing", run.Error, StringComparison.Ordinal);
        Assert.Contains("web page", run.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder["models"]));
    }

    /// <summary>Writes 657 MB, because no smaller files pass the check.</summary>
    [Fact]
    [Trait("Category", "Slow")]
    public async Task Made_up_weights_pass_the_check_with_a_warning()
    {
        string weights = _folder["models", "tha4"];

        Assert.Contains("noise", (await CliRun.OfAsync("models", "synthesize", "-o", weights)).Succeeded().Output, StringComparison.Ordinal);
        (await CliRun.OfAsync("models", "synthesize", "-o", weights)).Refused("eyebrow_decomposer.pt", "--replace");

        string check = (await CliRun.OfAsync("models", "check", "tha4")).Succeeded().Output;
        Assert.Equal(5, check.Split("every picture becomes noise").Length - 1);
        Assert.Contains("No SHA-256 is published", check, StringComparison.Ordinal);
        Assert.Contains($"processor  {Processor.Name}", check, StringComparison.Ordinal);
        Assert.Contains(" checks passed in ", check, StringComparison.Ordinal);
        foreach (TeacherNetwork network in TeacherFamily.Tha4.Networks)
        {
            long length = new FileInfo(Path.Combine(weights, network.FileName)).Length;
            Assert.InRange(length, network.ElementCount * 4, (network.ElementCount * 4) + 400_000);
            Assert.Contains($"good: {Path.Combine(weights, network.FileName)}\n                {length.ToString(CultureInfo.InvariantCulture)} bytes, SHA-256 ", check, StringComparison.Ordinal);
        }

        Assert.Contains("tha4            here", (await CliRun.OfAsync("models", "list")).Output, StringComparison.Ordinal);
    }
}
