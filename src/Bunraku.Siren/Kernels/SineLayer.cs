using Bunraku.Siren.Memory;

namespace Bunraku.Siren.Kernels;

/// <summary>A hidden layer: a packed matrix whose result goes through the sine.</summary>
internal sealed class SineLayer
{
    /// <param name="memory">Where the packed layer is kept.</param>
    /// <param name="outputs">Output channels.</param>
    /// <param name="inputs">Input channels.</param>
    /// <param name="matrix">Row-major [outputs, inputs], in half turns.</param>
    /// <param name="bias">[outputs], in half turns.</param>
    public SineLayer(EngineMemory memory, int outputs, int inputs, ReadOnlySpan<float> matrix, ReadOnlySpan<float> bias)
    {
        Packed = new PackedLayer(memory, matrix, bias, outputs, inputs);
        float largest = 0f;
        for (int row = 0; row < outputs; row++)
        {
            float reach = MathF.Abs(bias[row]) + SineReach.Of(matrix.Slice(row * inputs, inputs));
            largest = MathF.Max(largest, reach);
        }

        FastSineIsSafe = largest <= SlowSine.Threshold;
    }

    public PackedLayer Packed { get; }

    /// <summary>Whether no input in -1..1 can push an argument beyond the fast sine's range.</summary>
    public bool FastSineIsSafe { get; }
}
