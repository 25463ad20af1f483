namespace Bunraku.Benchmarks.Tests;

public sealed class TimingsTests
{
    [Theory]
    [InlineData(0.0, 1)]
    [InlineData(0.5, 3)]
    [InlineData(0.95, 4.8)]
    [InlineData(1.0, 5)]
    public void Quantiles_are_interpolated_between_sorted_values(double share, double expected)
    {
        var timings = new Timings();
        foreach (double value in new double[] { 4, 1, 5, 3, 2 })
        {
            timings.Add(value);
        }

        Assert.Equal(expected, timings.Quantile(share), precision: 9);
    }

    [Fact]
    public void One_value_is_its_own_median_and_percentile()
    {
        var timings = new Timings();
        timings.Add(7);
        Assert.Equal((7, 7), (timings.Median, timings.P95));
    }
}
