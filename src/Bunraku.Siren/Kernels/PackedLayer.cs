using Bunraku.Siren.Memory;

namespace Bunraku.Siren.Kernels;

/// <summary>A matrix [outputs, inputs] and a bias [outputs] of float32, packed for <c>DenseLayer</c>.</summary>
internal sealed unsafe class PackedLayer : PackedMatrix<float>
{
    /// <summary>Makes room for a layer; <see cref="Fill"/> and the bias are still to be set.</summary>
    /// <param name="memory">Where the packed layer is kept.</param>
    /// <param name="outputs">Output channels.</param>
    /// <param name="inputs">Input channels.</param>
    public PackedLayer(EngineMemory memory, int outputs, int inputs)
        : base(memory, outputs, inputs)
    {
    }

    /// <param name="memory">Where the packed layer is kept.</param>
    /// <param name="matrix">Row-major [outputs, inputs].</param>
    /// <param name="bias">[outputs], or empty for none.</param>
    /// <param name="outputs">Output channels.</param>
    /// <param name="inputs">Input channels.</param>
    /// <param name="scale">What every weight, but not the bias, is multiplied by.</param>
    public PackedLayer(EngineMemory memory, ReadOnlySpan<float> matrix, ReadOnlySpan<float> bias, int outputs, int inputs, float scale = 1f)
        : this(memory, outputs, inputs)
    {
        bias.CopyTo(new Span<float>(Bias, outputs));
        fixed (float* values = matrix)
        {
            Fill(values, inputs, 1, scale);
        }
    }

    public int Inputs => Depth;

    /// <summary>Packs a matrix, or a transposed one.</summary>
    /// <param name="matrix">The weight of output 0 and input 0.</param>
    /// <param name="outputStride">Floats from one output to the next.</param>
    /// <param name="inputStride">Floats from one input to the next.</param>
    /// <param name="scale">What every weight is multiplied by.</param>
    public void Fill(float* matrix, nint outputStride, nint inputStride, float scale)
    {
        float* packed = Weights;
        for (int block = 0, firstRow = 0; block < FullBlocks + TailBlocks; firstRow += RowsOf(block++))
        {
            int rows = RowsOf(block);
            for (int input = 0; input < Inputs; input++)
            {
                float* column = matrix + (input * inputStride);
                for (int row = firstRow; row < firstRow + rows; row++)
                {
                    *packed++ = row < Outputs ? scale * column[row * outputStride] : 0f;
                }
            }
        }
    }
}
