using Bunraku.Siren.Memory;

namespace Bunraku.Siren.Kernels;

/// <summary>
/// A matrix [outputs, inputs] and a bias [outputs], packed for <c>DenseLayer</c>: blocks of 12 output channels, each stored as
/// [input][channel of the block], then the remaining channels in one or two smaller blocks.
/// </summary>
internal sealed unsafe class PackedLayer
{
    /// <summary>Output channels in a full block: with two vectors of pixels it fills 24 accumulators.</summary>
    public const int BlockRows = 12;

    /// <summary>Makes room for a layer; <see cref="Fill"/> and <see cref="Bias"/> are still to be set.</summary>
    /// <param name="memory">Where the packed layer is kept.</param>
    /// <param name="outputs">Output channels.</param>
    /// <param name="inputs">Input channels.</param>
    public PackedLayer(EngineMemory memory, int outputs, int inputs)
    {
        Outputs = outputs;
        Inputs = inputs;
        (TailBlocks, TailRows) = TailOf(outputs % BlockRows);
        FullBlocks = outputs / BlockRows;
        PaddedOutputs = (FullBlocks * BlockRows) + (TailBlocks * TailRows);
        Weights = memory.Take(PaddedOutputs * inputs);
        Bias = memory.Take(PaddedOutputs);
    }

    /// <param name="memory">Where the packed layer is kept.</param>
    /// <param name="matrix">Row-major [outputs, inputs].</param>
    /// <param name="bias">[outputs], or empty for none.</param>
    /// <param name="outputs">Output channels.</param>
    /// <param name="inputs">Input channels.</param>
    public PackedLayer(EngineMemory memory, ReadOnlySpan<float> matrix, ReadOnlySpan<float> bias, int outputs, int inputs)
        : this(memory, outputs, inputs)
    {
        bias.CopyTo(new Span<float>(Bias, outputs));
        fixed (float* values = matrix)
        {
            Fill(values, inputs, 1, 1f);
        }
    }

    public int Inputs { get; }

    public int Outputs { get; }

    /// <summary>Channels that the kernel writes: <see cref="Outputs"/>, and zeros up to the end of the last block.</summary>
    public int PaddedOutputs { get; }

    public int FullBlocks { get; }

    /// <summary>How many blocks of <see cref="TailRows"/> channels follow the full ones: 0, 1 or 2.</summary>
    public int TailBlocks { get; }

    /// <summary>Channels in a tail block: 4, 6 or 12.</summary>
    public int TailRows { get; }

    public float* Weights { get; }

    public float* Bias { get; }

    /// <summary>Packs a matrix, or a transposed one.</summary>
    /// <param name="matrix">The weight of output 0 and input 0.</param>
    /// <param name="outputStride">Floats from one output to the next.</param>
    /// <param name="inputStride">Floats from one input to the next.</param>
    /// <param name="scale">What every weight is multiplied by.</param>
    public void Fill(float* matrix, nint outputStride, nint inputStride, float scale)
    {
        float* packed = Weights;
        for (int firstRow = 0; firstRow < PaddedOutputs;)
        {
            int rows = firstRow < FullBlocks * BlockRows ? BlockRows : TailRows;
            for (int input = 0; input < Inputs; input++)
            {
                float* column = matrix + (input * inputStride);
                for (int row = firstRow; row < firstRow + rows; row++)
                {
                    *packed++ = row < Outputs ? scale * column[row * outputStride] : 0f;
                }
            }

            firstRow += rows;
        }
    }

    private static (int Blocks, int Rows) TailOf(int remainder) => remainder switch
    {
        0 => (0, 0),
        <= 4 => (1, 4),
        <= 6 => (1, 6),
        <= 8 => (2, 4),
        _ => (1, BlockRows),
    };
}
