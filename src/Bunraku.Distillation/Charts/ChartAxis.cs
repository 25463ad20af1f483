namespace Bunraku.Distillation.Charts;

/// <summary>An axis from its first tick or value to its last, with ticks at round numbers: 1, 2 or 5 times a power of ten.</summary>
public sealed class ChartAxis
{
    private const int MostSteps = 6;
    private readonly bool _isLogarithmic;
    private readonly double _low;
    private readonly double _high;

    private ChartAxis(double low, double high, bool isLogarithmic, IReadOnlyList<double> ticks)
    {
        (_low, _high, _isLogarithmic, Ticks) = (low, high, isLogarithmic, ticks);
    }

    /// <summary>The values with a tick, in ascending order.</summary>
    public IReadOnlyList<double> Ticks { get; }

    /// <summary>An axis for some values; from 0 to 1 where there are none.</summary>
    public static ChartAxis For(IReadOnlyCollection<double> values, bool isLogarithmic)
    {
        double low = values.Count > 0 ? values.Min() : isLogarithmic ? 0.1 : 0;
        double high = values.Count > 0 ? values.Max() : 1;
        return isLogarithmic ? Logarithmic(low, high) : Linear(low, high);
    }

    /// <summary>Where a value is, 0 at the beginning and 1 at the end of the axis.</summary>
    public double At(double value) => _isLogarithmic ? Math.Log(value / _low) / Math.Log(_high / _low) : (value - _low) / (_high - _low);

    private static ChartAxis Linear(double low, double high)
    {
        double range = high > low ? high - low : low == 0 ? 1 : Math.Abs(low) * 0.1;
        double step = Math.Pow(10, Math.Floor(Math.Log10(range / MostSteps)));
        step *= ((double[])[1, 2, 5, 10]).First(factor => range / (factor * step) <= MostSteps);
        (long first, long last) = ((long)Math.Floor(low / step), (long)Math.Ceiling((low + range) / step));
        double[] ticks = [.. Enumerable.Range(0, (int)(last - first) + 1).Select(i => (first + i) * step)];
        return new ChartAxis(ticks[0], ticks[^1], isLogarithmic: false, ticks);
    }

    private static ChartAxis Logarithmic(double low, double high)
    {
        (int first, int last) = ((int)Math.Floor(Math.Log10(low)), (int)Math.Ceiling(Math.Log10(high)));
        last = Math.Max(last, first + 1);
        double[] factors = last - first <= 2 ? [1, 2, 5] : [1];
        double[] all = [.. Enumerable.Range(first, last - first + 1).SelectMany(power => factors.Select(factor => factor * Math.Pow(10, power)))];

        // From the last tick below all values to the first above.
        double start = all.Last(tick => tick <= low || tick == all[0]);
        double end = all.First(tick => (tick >= high && tick > start) || tick == all[^1]);
        return new ChartAxis(start, end, isLogarithmic: true, [.. all.Where(tick => tick >= start && tick <= end)]);
    }
}
