using Bunraku.Core.Characters;
using Bunraku.Siren.Memory;

namespace Bunraku.Siren.Preparation;

/// <summary>A hidden layer: a packed matrix whose result goes through the sine.</summary>
internal sealed class SineLayer
{
    /// <param name="memory">Where the packed layer is kept.</param>
    /// <param name="layer">The layer's place in the network.</param>
    /// <param name="matrix">Row-major [outputs, inputs], scaled by the sine's factor.</param>
    /// <param name="bias">[outputs], scaled.</param>
    public SineLayer(EngineMemory memory, LayerSpec layer, ReadOnlySpan<float> matrix, ReadOnlySpan<float> bias)
    {
        Packed = new PackedLayer(memory, matrix, bias, layer.Outputs, layer.Inputs);
        float largest = 0f;
        for (int row = 0; row < layer.Outputs; row++)
        {
            float reach = MathF.Abs(bias[row]) + InputTerms.SumOfMagnitudes(matrix.Slice(row * layer.Inputs, layer.Inputs));
            largest = MathF.Max(largest, reach);
        }

        FastSineIsSafe = largest <= Kernels.SlowSine.Threshold;
    }

    public PackedLayer Packed { get; }

    /// <summary>Whether no input in -1..1 can push an argument beyond the fast sine's range.</summary>
    public bool FastSineIsSafe { get; }
}
