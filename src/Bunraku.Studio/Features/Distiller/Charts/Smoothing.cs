namespace Bunraku.Studio.Features.Distiller.Charts;

/// <summary>Makes noisy curves readable.</summary>
internal static class Smoothing
{
    /// <summary>
    /// The exponential moving average, corrected for its start (as Adam corrects its moments): with weight 0 the points themselves.
    /// </summary>
    /// <param name="points">The curve.</param>
    /// <param name="weight">How much of the value before counts, 0 to below 1.</param>
    public static IReadOnlyList<ChartPoint> Apply(IReadOnlyList<ChartPoint> points, double weight)
    {
        if (weight <= 0)
        {
            return points;
        }

        var smooth = new ChartPoint[points.Count];
        (double mean, double remaining) = (0, 1);
        for (int i = 0; i < points.Count; i++)
        {
            mean = (weight * mean) + ((1 - weight) * points[i].Y);
            remaining *= weight;
            smooth[i] = new ChartPoint(points[i].X, mean / (1 - remaining));
        }

        return smooth;
    }

    /// <summary>At most so many points: each stands for the same number of neighbours, with their mean.</summary>
    public static IReadOnlyList<ChartPoint> Thin(IReadOnlyList<ChartPoint> points, int most)
    {
        if (points.Count <= most)
        {
            return points;
        }

        var thin = new ChartPoint[most];
        for (int i = 0; i < most; i++)
        {
            (int first, int end) = ((int)((long)i * points.Count / most), (int)((long)(i + 1) * points.Count / most));
            (double x, double y) = (0, 0);
            for (int k = first; k < end; k++)
            {
                x += points[k].X;
                y += points[k].Y;
            }

            thin[i] = new ChartPoint(x / (end - first), y / (end - first));
        }

        return thin;
    }
}
