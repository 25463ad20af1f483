using System.Text.Json;
using Bunraku.Core.Characters;
using Bunraku.Core.Images;
using Bunraku.TestSupport;

namespace Bunraku.Cli.Tests.Commands;

public sealed class QualityCommandTests
{
    [Fact]
    [Trait("Category", "Slow")]
    public async Task A_student_against_itself_is_perfect()
    {
        using var folder = new WorkFolder();
        CliRun run = (await CliRun.OfAsync("quality", Character, "--teacher", $"student:{Character}", "--poses", "2", "--json", folder["quality.json"])).Succeeded();

        Assert.Contains("on 2 held-out poses", run.Output, StringComparison.Ordinal);
        Assert.Contains("PSNR 200.00 dB (worst 200.00)", run.Output, StringComparison.Ordinal);
        JsonElement report = JsonDocument.Parse(await File.ReadAllTextAsync(folder["quality.json"], TestContext.Current.CancellationToken)).RootElement;
        Assert.Equal(200, report.GetProperty("frame").GetProperty("meanPsnrDb").GetDouble());
        Assert.Equal(1, report.GetProperty("face").GetProperty("minSsim").GetDouble());
        Assert.Equal(2, report.GetProperty("frame").GetProperty("perPose").GetArrayLength());
    }

    [Fact]
    public async Task A_teacher_of_another_picture_is_refused()
    {
        using var folder = new WorkFolder();
        StraightImage figure = DrawnFigure.Draw();
        new CharacterModel("figure", ImageConversion.ToNetwork(figure, "figure"), CharacterModel.Load(Character).Weights) { SourceImage = figure }.Save(folder["figure"]);

        (await CliRun.OfAsync("quality", folder["figure"], "--teacher", "rig", "--poses", "1")).Refused("picture", "rig");
    }

    [Fact]
    public async Task A_teacher_that_nobody_knows_is_refused() =>
        (await CliRun.OfAsync("quality", Character, "--teacher", "puppet", "--poses", "1")).Refused("puppet", "tha4", "rig", "student:");

    [Theory]
    [InlineData("0")]
    [InlineData("-3")]
    [InlineData("100001")]
    public async Task A_senseless_number_of_poses_is_refused(string poses) =>
        (await CliRun.OfAsync("quality", Character, "--teacher", "rig", "--poses", poses)).Refused("--poses", "1", "100000");

    private static string Character => TestData.Koito;
}
