using TorchSharp;

namespace Bunraku.Torch.Tests.Golden;

/// <summary>How far a tensor is from golden values.</summary>
internal sealed record Deviation(double Maximum, double Mean)
{
    /// <summary>Compares every step-th row and column of a picture, or all of anything else (a step of 0).</summary>
    public static Deviation Of(torch.Tensor tensor, GoldenArray golden, int step = 1)
    {
        using var scope = torch.NewDisposeScope();
        torch.Tensor sampled = step > 1 ? tensor.slice(2, 0, tensor.shape[2], step).slice(3, 0, tensor.shape[3], step) : tensor;
        double[] actual = sampled.to(torch.ScalarType.Float64).contiguous().data<double>().ToArray();
        Assert.Equal(golden.Values.Length, actual.Length);
        double maximum = 0;
        double sum = 0;
        for (int i = 0; i < actual.Length; i++)
        {
            double difference = Math.Abs(actual[i] - golden.Values[i]);

            // Math.Max passes NaN on, so that a value that is not a number fails.
            maximum = Math.Max(maximum, difference);
            sum += difference;
        }

        return new Deviation(maximum, sum / actual.Length);
    }

    public void AssertWithin(double maximum, double mean, string what) =>
        Assert.True(Maximum <= maximum && Mean <= mean, $"{what}: differs by at most {Maximum:g3} (allowed {maximum:g3}), on average {Mean:g3} (allowed {mean:g3}).");
}
