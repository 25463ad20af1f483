namespace Bunraku.Benchmarks;

/// <summary>Measured values of one kind, and what to report of them.</summary>
internal sealed class Samples
{
    private readonly List<double> _values = [];

    public int Count => _values.Count;

    public double Median => Quantile(0.5);

    public double P95 => Quantile(0.95);

    /// <summary>The median, or null where nothing was measured.</summary>
    public double? MedianOrNull => Count > 0 ? Median : null;

    /// <summary>The 95th percentile, or null where nothing was measured.</summary>
    public double? P95OrNull => Count > 0 ? P95 : null;

    public void Add(double value) => _values.Add(value);

    /// <summary>The value below which the given share of all values lies, interpolated between neighbours.</summary>
    public double Quantile(double share)
    {
        double[] sorted = [.. _values.Order()];
        double position = share * (sorted.Length - 1);
        int below = (int)position;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return double.Lerp(sorted[below], sorted[above], position - below);
    }
}
