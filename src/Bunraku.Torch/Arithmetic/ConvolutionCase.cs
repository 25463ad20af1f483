using System.Runtime.CompilerServices;
using Bunraku.Core.Posing;
using Bunraku.Torch.Networks;
using static TorchSharp.torch;

namespace Bunraku.Torch.Arithmetic;

/// <summary>A convolution of a network on a small picture. All of its values must be numbers; some are computed again.</summary>
/// <param name="Kernel">The side of the kernel.</param>
/// <param name="Stride">1 or 2; a transposed convolution doubles the size and has 1.</param>
/// <param name="IsTransposed">Whether it is a transposed one.</param>
/// <param name="Inputs">Input channels.</param>
/// <param name="Outputs">Output channels.</param>
/// <param name="IsOfChannelsAlone">Whether every channel is convolved alone; there are as many outputs as inputs, and none is transposed.</param>
internal sealed record ConvolutionCase(int Kernel, int Stride, bool IsTransposed, int Inputs, int Outputs, bool IsOfChannelsAlone = false)
    : ProofCase(IsOfChannelsAlone
        ? $"{Kernel}x{Kernel} convolution of {Inputs} channels alone"
        : $"{Kernel}x{Kernel} {(IsTransposed ? "transposed " : "")}convolution, {Inputs} -> {Outputs} channels")
{
    private const int Samples = 24;

    /// <summary>A prime, so that samples fall on all rows, columns and channels.</summary>
    private const int SampleStep = 7919;

    /// <summary>The side of the picture. Pictures below 8 do not show the known fault.</summary>
    private int Size => IsTransposed ? 8 : 12;

    /// <summary>The inputs of an output.</summary>
    private int Depth => IsOfChannelsAlone ? 1 : Inputs;

    protected override int WeightCount => Depth * Outputs * Kernel * Kernel;

    public override double Difference(IConvolutions convolutions, ProofNumbers numbers)
    {
        using var scope = NewDisposeScope();
        Tensor x = numbers.Take([1, Inputs, Size, Size], InputFrom);
        Tensor weight = numbers.Take(IsTransposed ? [Inputs, Outputs, Kernel, Kernel] : [Outputs, Depth, Kernel, Kernel], WeightFrom);
        Tensor bias = numbers.Take([Outputs], BiasFrom);
        Tensor y = IsTransposed ? convolutions.ConvolveTransposed(x, weight, bias) : convolutions.Convolve(x, weight, bias, Stride);
        float[] actual = ProofNumbers.Read(y);
        if (!FiniteValues.AreAll(actual))
        {
            return double.NaN;
        }

        double[] expected = Expected(numbers, (int)y.shape[2]);
        double most = 0;
        for (int i = 0; i < Samples; i++)
        {
            most = Math.Max(most, Math.Abs(actual[SampleAt(i, actual.Length)] - expected[i]));
        }

        // Sums of as many products of numbers in -1..1 are of this size.
        return most / Math.Sqrt(Depth * Kernel * Kernel / (9.0 * (IsTransposed ? 4 : 1)));
    }

    private static int SampleAt(int sample, int count) => (int)((long)sample * SampleStep % count);

    /// <summary>The samples by plain loops. The input channel is the outer loop, because its picture stays in the processor's cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double[] Expected(ProofNumbers numbers, int size)
    {
        double[] sums = new double[Samples];
        for (int input = 0; input < Inputs; input++)
        {
            ReadOnlySpan<float> picture = numbers.From(InputFrom).Slice(input * Size * Size, Size * Size);
            for (int sample = 0; sample < Samples; sample++)
            {
                int at = SampleAt(sample, Outputs * size * size);
                (int output, int row, int column) = (at / (size * size), at / size % size, at % size);
                if (IsOfChannelsAlone && output != input)
                {
                    sums[sample] += input == 0 ? numbers.From(BiasFrom)[output] : 0;
                    continue;
                }

                int first = (IsOfChannelsAlone ? output : IsTransposed ? (input * Outputs) + output : (output * Inputs) + input) * Kernel * Kernel;
                ReadOnlySpan<float> kernel = numbers.From(WeightFrom).Slice(first, Kernel * Kernel);
                sums[sample] += (input == 0 ? numbers.From(BiasFrom)[output] : 0) + (IsTransposed ? SumTransposed(picture, kernel, row, column) : Sum(picture, kernel, row, column));
            }
        }

        return sums;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double Sum(ReadOnlySpan<float> picture, ReadOnlySpan<float> kernel, int row, int column)
    {
        int padding = (Kernel - 1) / 2;
        double sum = 0;
        for (int i = 0; i < Kernel; i++)
        {
            for (int j = 0; j < Kernel; j++)
            {
                (int y, int x) = ((row * Stride) + i - padding, (column * Stride) + j - padding);
                if ((uint)y < (uint)Size && (uint)x < (uint)Size)
                {
                    sum += (double)kernel[(i * Kernel) + j] * picture[(y * Size) + x];
                }
            }
        }

        return sum;
    }

    /// <summary>Every input pixel (y, x) adds to the output pixels (2y + i - 1, 2x + j - 1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double SumTransposed(ReadOnlySpan<float> picture, ReadOnlySpan<float> kernel, int row, int column)
    {
        double sum = 0;
        for (int i = (row + 1) % 2; i < Kernel; i += 2)
        {
            for (int j = (column + 1) % 2; j < Kernel; j += 2)
            {
                // The halves are whole: i and j are even where the sums before them are, and odd where those are.
                (int y, int x) = ((row + 1 - i) / 2, (column + 1 - j) / 2);
                if (row + 1 >= i && column + 1 >= j && y < Size && x < Size)
                {
                    sum += (double)kernel[(i * Kernel) + j] * picture[(y * Size) + x];
                }
            }
        }

        return sum;
    }
}
