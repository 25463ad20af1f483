using Bunraku.Distillation.Logging;

namespace Bunraku.Distillation.Charts;

/// <summary>A line of a chart.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Points">In ascending order of examples, or of what else the x axis shows.</param>
public sealed record PanelSeries(string Name, IReadOnlyList<CurvePoint> Points)
{
    /// <summary>The same line without what an axis cannot show.</summary>
    public PanelSeries Drawable(bool isLogarithmic) => this with
    {
        Points = [.. Points.Where(point => double.IsFinite(point.Value) && (!isLogarithmic || point.Value > 0))],
    };

    /// <summary>The same line with at most a number of points, each the mean of a stretch of equal length; a noisy line gets smoother.</summary>
    public PanelSeries Thinned(int most)
    {
        if (Points.Count <= most)
        {
            return this;
        }

        double length = (double)(Points[^1].ExamplesSeen - Points[0].ExamplesSeen + 1) / most;
        return this with
        {
            Points =
            [
                .. Points
                    .GroupBy(point => (int)((point.ExamplesSeen - Points[0].ExamplesSeen) / length))
                    .Select(stretch => new CurvePoint((long)stretch.Average(point => (double)point.ExamplesSeen), stretch.Average(point => point.Value))),
            ],
        };
    }
}
