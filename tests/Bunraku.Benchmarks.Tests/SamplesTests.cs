namespace Bunraku.Benchmarks.Tests;

public sealed class SamplesTests
{
    [Theory]
    [InlineData(0.0, 1)]
    [InlineData(0.5, 3)]
    [InlineData(0.95, 4.8)]
    [InlineData(1.0, 5)]
    public void Quantiles_are_interpolated_between_sorted_values(double share, double expected)
    {
        var samples = new Samples();
        foreach (double value in new double[] { 4, 1, 5, 3, 2 })
        {
            samples.Add(value);
        }

        Assert.Equal(expected, samples.Quantile(share), precision: 9);
    }

    [Fact]
    public void One_value_is_its_own_median_and_percentile()
    {
        var samples = new Samples();
        samples.Add(7);
        Assert.Equal((7, 7), (samples.Median, samples.P95));
    }
}
