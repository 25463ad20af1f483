using Bunraku.Distillation.Logging;
using Bunraku.Distillation.Quality;
using Bunraku.Siren.Training;

namespace Bunraku.Cli.Tests.Commands;

public sealed class DistillerCurveCommandTests
{
    [Fact]
    public async Task A_run_becomes_a_picture_of_its_losses_and_its_quality()
    {
        using var folder = new WorkFolder();
        using (var log = TrainingLog.Open(folder["run", "face_morpher", "log"], 1, warning => Assert.Fail(warning)))
        {
            for (int seen = 0; seen < 800; seen += 8)
            {
                log.Write(seen, 1e-4, new FaceLoss(0.1, 1.0 / (seen + 1)));
            }
        }

        new QualityLog(folder["run", QualityLog.FileName]).Append(new QualityLine("face_morpher", 800, 16, 31, 28, 29, 0.97, 0.95, DateTimeOffset.UnixEpoch));
        CliRun run = (await CliRun.OfAsync("distiller", "curve", folder["run"], "-o", folder["curve.svg"])).Succeeded();

        Assert.Equal(folder["curve.svg"] + "\n", run.Output);
        string svg = await File.ReadAllTextAsync(folder["curve.svg"], TestContext.Current.CancellationToken);
        Assert.All(["Face network: loss", "eye mouth", "PSNR against the teacher on 16 held-out poses", "SSIM"], text => Assert.Contains(text, svg, StringComparison.Ordinal));
        Assert.DoesNotContain("Body network", svg, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_a_run_is_refused()
    {
        using var folder = new WorkFolder();

        (await CliRun.OfAsync("distiller", "curve", folder.Root, "-o", folder["curve.svg"])).Refused("no log of a run", folder.Root);
        Assert.Empty(folder.Content());
    }
}
