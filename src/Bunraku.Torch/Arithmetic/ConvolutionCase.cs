using Bunraku.Core.Posing;
using Bunraku.Torch.Devices;
using Bunraku.Torch.Networks;
using static TorchSharp.torch;

namespace Bunraku.Torch.Arithmetic;

/// <summary>A convolution of a network on a small picture. All of its values must be numbers; some dozens are computed again.</summary>
/// <param name="Kernel">The side of the kernel.</param>
/// <param name="Stride">1 or 2; a transposed convolution doubles the size and has 1.</param>
/// <param name="IsTransposed">Whether it is a transposed one.</param>
/// <param name="Inputs">Input channels.</param>
/// <param name="Outputs">Output channels.</param>
internal sealed record ConvolutionCase(int Kernel, int Stride, bool IsTransposed, int Inputs, int Outputs)
    : ProofCase($"{Kernel}x{Kernel} {(IsTransposed ? "transposed " : "")}convolution, {Inputs} -> {Outputs} channels")
{
    private const int Size = 16;
    private const int Samples = 64;
    private const int WeightsFrom = 300_000;
    private const int BiasFrom = 200_000;

    /// <summary>A prime, so that samples fall on all rows, columns and channels.</summary>
    private const int SampleStep = 7919;

    public override double Difference(IConvolutions convolutions, Placement placement)
    {
        using var scope = NewDisposeScope();
        Tensor x = ProofNumbers.Take([1, Inputs, Size, Size], 0, placement);
        Tensor weight = ProofNumbers.Take(IsTransposed ? [Inputs, Outputs, Kernel, Kernel] : [Outputs, Inputs, Kernel, Kernel], WeightsFrom, placement);
        Tensor bias = ProofNumbers.Take([Outputs], BiasFrom, placement);
        Tensor y = IsTransposed ? convolutions.ConvolveTransposed(x, weight, bias) : convolutions.Convolve(x, weight, bias, Stride);
        float[] actual = ProofNumbers.Read(y);
        if (!FiniteValues.AreAll(actual))
        {
            return double.NaN;
        }

        (float[] inputs, float[] weights, float[] biases) = (ProofNumbers.Read(x), ProofNumbers.Read(weight), ProofNumbers.Read(bias));
        int size = (int)y.shape[2];
        double most = 0;
        for (int i = 0; i < Samples; i++)
        {
            int at = (int)((long)i * SampleStep % actual.Length);
            (int output, int row, int column) = (at / (size * size), at / size % size, at % size);
            double expected = biases[output] + (IsTransposed ? SumTransposed(inputs, weights, output, row, column) : Sum(inputs, weights, output, row, column));
            most = Math.Max(most, Math.Abs(actual[at] - expected));
        }

        // Sums of as many products of numbers in -1..1 are of this size.
        return most / Math.Sqrt(Inputs * Kernel * Kernel / (9.0 * (IsTransposed ? 4 : 1)));
    }

    private double Sum(float[] inputs, float[] weights, int output, int row, int column)
    {
        int padding = (Kernel - 1) / 2;
        double sum = 0;
        for (int input = 0; input < Inputs; input++)
        {
            for (int i = 0; i < Kernel; i++)
            {
                for (int j = 0; j < Kernel; j++)
                {
                    (int y, int x) = ((row * Stride) + i - padding, (column * Stride) + j - padding);
                    if (y is >= 0 and < Size && x is >= 0 and < Size)
                    {
                        sum += (double)weights[(((output * Inputs) + input) * Kernel * Kernel) + (i * Kernel) + j] * inputs[(((input * Size) + y) * Size) + x];
                    }
                }
            }
        }

        return sum;
    }

    /// <summary>Every input pixel (y, x) adds to the output pixels (2y + i - 1, 2x + j - 1).</summary>
    private double SumTransposed(float[] inputs, float[] weights, int output, int row, int column)
    {
        double sum = 0;
        for (int input = 0; input < Inputs; input++)
        {
            for (int i = (row + 1) % 2; i < Kernel; i += 2)
            {
                for (int j = (column + 1) % 2; j < Kernel; j += 2)
                {
                    (int y, int x) = ((row + 1 - i) / 2, (column + 1 - j) / 2);
                    if (row + 1 >= i && column + 1 >= j && y < Size && x < Size)
                    {
                        sum += (double)weights[(((input * Outputs) + output) * Kernel * Kernel) + (i * Kernel) + j] * inputs[(((input * Size) + y) * Size) + x];
                    }
                }
            }
        }

        return sum;
    }
}
