using Bunraku.Distillation.Logging;

namespace Bunraku.Studio.Features.Distiller.Charts;

/// <summary>Makes noisy curves readable.</summary>
internal static class Smoothing
{
    /// <summary>
    /// The exponential moving average, corrected for its start (as Adam corrects its moments): with weight 0 the points themselves.
    /// </summary>
    /// <param name="points">The curve.</param>
    /// <param name="weight">How much of the value before counts, 0 to below 1.</param>
    public static IReadOnlyList<CurvePoint> Apply(IReadOnlyList<CurvePoint> points, double weight)
    {
        if (weight <= 0)
        {
            return points;
        }

        var smooth = new CurvePoint[points.Count];
        (double mean, double remaining) = (0, 1);
        for (int i = 0; i < points.Count; i++)
        {
            mean = (weight * mean) + ((1 - weight) * points[i].Value);
            remaining *= weight;
            smooth[i] = new CurvePoint(points[i].ExamplesSeen, mean / (1 - remaining));
        }

        return smooth;
    }
}
