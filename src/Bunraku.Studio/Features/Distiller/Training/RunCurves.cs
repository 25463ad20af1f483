using Bunraku.Core.Errors;
using Bunraku.Distillation.Charts;
using Bunraku.Distillation.Logging;
using Bunraku.Distillation.Runs;
using Bunraku.Studio.Languages;

namespace Bunraku.Studio.Features.Distiller.Training;

/// <summary>The curves of one network of a run, read again when its logs have grown.</summary>
internal sealed class RunCurves(RunFolder run, NetworkRun network, Texts say)
{
    private static readonly (string Tag, Phrase Name)[] Terms =
    [
        (TrainingTags.Loss, Phrase.Of("Sum")),
        (TrainingTags.Full, Phrase.Of("Whole face")),
        (TrainingTags.EyeMouth, Phrase.Of("Eyes and mouth")),
        (TrainingTags.Blended, Phrase.Of("Final picture")),
        (TrainingTags.Warped, Phrase.Of("Warped picture")),
        (TrainingTags.GridChange, Phrase.Of("Grid change")),
        (TrainingTags.ColorChange, Phrase.Of("Colour change")),
    ];

    private long _bytes = -1;

    /// <summary>The loss terms with their weights, and their sum.</summary>
    public IReadOnlyList<PanelSeries> Losses { get; private set; } = [];

    /// <summary>The learning rate.</summary>
    public IReadOnlyList<PanelSeries> LearningRate { get; private set; } = [];

    /// <summary>Reads what is new.</summary>
    /// <returns>Whether anything was.</returns>
    public bool Read()
    {
        try
        {
            string folder = run.Log(network);
            long bytes = LossHistory.EventFiles(folder).Sum(file => new FileInfo(file).Length);
            if (bytes == _bytes)
            {
                return false;
            }

            IReadOnlyDictionary<string, IReadOnlyList<CurvePoint>> curves = LossHistory.Read(folder);
            Losses = [.. Terms.Where(term => curves.ContainsKey(term.Tag)).Select(term => new PanelSeries(say[term.Name], curves[term.Tag]))];
            LearningRate = curves.TryGetValue(TrainingTags.LearningRate, out IReadOnlyList<CurvePoint>? rate) ? [new PanelSeries(say["Learning rate"], rate)] : [];
            _bytes = bytes;
            return true;
        }
        catch (Exception e) when (e is BadInputException or IOException or UnauthorizedAccessException)
        {
            return false; // A run that starts over moves its logs away; the next look finds the new ones.
        }
    }
}
