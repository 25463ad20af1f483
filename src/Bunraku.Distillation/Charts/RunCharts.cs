using Bunraku.Distillation.Logging;
using Bunraku.Distillation.Quality;
using Bunraku.Distillation.Runs;

namespace Bunraku.Distillation.Charts;

/// <summary>What a run logged and measured, as panels: of each network its loss terms, PSNR and SSIM against the teacher.</summary>
public static class RunCharts
{
    /// <summary>The panels that there is something for.</summary>
    /// <exception cref="Core.Errors.BadInputException">A file of the run cannot be read.</exception>
    public static IReadOnlyList<ChartPanel> Of(RunFolder run)
    {
        IReadOnlyList<QualityLine> quality = new QualityLog(run.Quality).Read();
        return
        [
            .. Of(run, NetworkRun.Face, "Face network", quality),
            .. Of(run, NetworkRun.Body, "Body network", quality),
        ];
    }

    private static IEnumerable<ChartPanel> Of(RunFolder run, NetworkRun network, string title, IReadOnlyList<QualityLine> quality)
    {
        IReadOnlyDictionary<string, IReadOnlyList<CurvePoint>> curves = LossHistory.Read(run.Log(network));
        PanelSeries[] losses = [.. TrainingTags.Losses.Where(curves.ContainsKey).Select(tag => new PanelSeries(TrainingTags.TitleOf(tag), curves[tag]))];
        if (losses.Length > 0)
        {
            yield return new ChartPanel($"{title}: loss, each term with its weight", losses, IsLogarithmic: true);
        }

        QualityLine[] measured = [.. quality.Where(line => line.Network == network.Name).OrderBy(line => line.ExamplesSeen)];
        if (measured.Length > 0)
        {
            yield return new ChartPanel(
                $"{title}: PSNR against the teacher on {measured[^1].Poses} held-out poses, dB",
                [Line("mean", line => line.PsnrDb), Line("worst pose", line => line.MinPsnrDb), Line("on screen, mean", line => line.DisplayPsnrDb)]);
            yield return new ChartPanel(
                $"{title}: SSIM against the teacher on {measured[^1].Poses} held-out poses",
                [Line("mean", line => line.Ssim), Line("worst pose", line => line.MinSsim)]);
        }

        PanelSeries Line(string name, Func<QualityLine, double> value) => new(name, [.. measured.Select(line => new CurvePoint(line.ExamplesSeen, value(line)))]);
    }
}
