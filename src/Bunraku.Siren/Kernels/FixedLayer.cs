using Bunraku.Siren.Memory;

namespace Bunraku.Siren.Kernels;

/// <summary>
/// A hidden layer in 16-bit fixed point: weights in turns, inputs in units of 2^-14, int32 sums that wrap. The unit of a channel's weights is
/// 2^(shift - 18) turns, with the smallest shift that its largest weight allows. A sum, shifted left by as much, then counts 2^-32 turns: it
/// overflows by whole turns, which the sine does not see. Packed for <c>DenseBlock</c>; an element has the weights of two neighbouring inputs.
/// </summary>
internal sealed unsafe class FixedLayer : PackedMatrix<int>
{
    private const int WeightBits = 18;
    private const int PhaseBits = 32;

    // Weights up to 16 turns. Characters stay below 1.
    private const int LargestShift = 7;

    /// <param name="memory">Where the packed layer is kept.</param>
    /// <param name="outputs">Output channels; even.</param>
    /// <param name="inputs">Input channels.</param>
    /// <param name="matrix">Row-major [outputs, inputs], in half turns; <see cref="Fits"/>.</param>
    /// <param name="bias">[outputs], in half turns.</param>
    /// <param name="isLast">Whether the float sine follows, which takes all 32 bits of the phase, and not <c>FixedSine</c>, which takes 16.</param>
    public FixedLayer(EngineMemory memory, int outputs, int inputs, ReadOnlySpan<float> matrix, ReadOnlySpan<float> bias, bool isLast)
        : base(memory, outputs, (inputs + 1) / 2)
    {
        Shifts = (int*)memory.Take(PaddedOutputs);
        for (int row = 0; row < outputs; row++)
        {
            Shifts[row] = ShiftFor(matrix.Slice(row * inputs, inputs)) ?? throw new ArgumentOutOfRangeException(nameof(matrix), "A weight does not fit into 16 bits.");
        }

        PackWeights(matrix, inputs);
        PackBias(bias, isLast);
    }

    /// <summary>[outputs]: by how many bits a channel's sums are shifted left to wrap at one turn.</summary>
    public int* Shifts { get; }

    /// <summary>Whether all weights of a matrix, in half turns, are numbers of a size that 16 bits can hold.</summary>
    public static bool Fits(ReadOnlySpan<float> matrix) => ShiftFor(matrix) is not null;

    private static int? ShiftFor(ReadOnlySpan<float> weights)
    {
        int shift = 0;
        foreach (float weight in weights)
        {
            // Written so that NaN does not fit.
            while (!(Math.Abs(InUnits(weight, WeightBits - shift)) <= short.MaxValue))
            {
                if (++shift > LargestShift)
                {
                    return null;
                }
            }
        }

        return shift;
    }

    /// <summary>Half turns in units of 2^-bits turns, rounded.</summary>
    private static double InUnits(float halfTurns, int bits) => Math.Round(Math.ScaleB(halfTurns, bits - 1));

    private void PackWeights(ReadOnlySpan<float> matrix, int inputs)
    {
        int* packed = Weights;
        for (int block = 0, firstRow = 0; block < FullBlocks + TailBlocks; firstRow += RowsOf(block++))
        {
            for (int input = 0; input < 2 * Depth; input += 2)
            {
                for (int row = firstRow; row < firstRow + RowsOf(block); row++)
                {
                    ReadOnlySpan<float> weights = row < Outputs ? matrix.Slice(row * inputs, inputs) : default;
                    *packed++ = (Weight(weights, row, input + 1) << 16) | (ushort)Weight(weights, row, input);
                }
            }
        }
    }

    private short Weight(ReadOnlySpan<float> weights, int row, int input) =>
        input < weights.Length ? (short)InUnits(weights[input], WeightBits - Shifts[row]) : (short)0;

    private void PackBias(ReadOnlySpan<float> bias, bool isLast)
    {
        // FixedSine counts from a quarter turn on, and takes the high 16 bits: half of their unit rounds.
        int offset = isLast ? 0 : (1 << (PhaseBits - 17)) - (1 << (PhaseBits - 2));
        for (int row = 0; row < Outputs; row++)
        {
            long units = (long)InUnits(MathF.IEEERemainder(bias[row], 2f), PhaseBits - Shifts[row]);
            Bias[row] = unchecked((int)(units + (offset >> Shifts[row])));
        }
    }
}
