using Bunraku.Siren.Lanes;

namespace Bunraku.Siren.Kernels;

/// <summary>
/// A 1x1 convolution on a tile: output[channel][pixel] = bias[channel] + sum over inputs of weight * input[input][pixel].
/// </summary>
internal static unsafe class DenseLayer<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>Runs a layer over one tile.</summary>
    /// <param name="layer">The packed layer.</param>
    /// <param name="input">[inputs][32].</param>
    /// <param name="output">[<see cref="PackedMatrix{TElement}.PaddedOutputs"/>][outputStride].</param>
    /// <param name="outputStride">Floats from one output channel to the next.</param>
    public static void Run(PackedLayer layer, float* input, float* output, int outputStride) =>
        Run(layer, input, output, outputStride, withSine: false);

    /// <summary>Runs a hidden layer over one tile, the sine block by block while it is still in the nearest cache.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="input">[inputs][32].</param>
    /// <param name="output">[<see cref="PackedMatrix{TElement}.PaddedOutputs"/>][32].</param>
    public static void RunSine(SineLayer layer, float* input, float* output)
    {
        Run(layer.Packed, input, output, Tile.Pixels, layer.FastSineIsSafe);
        if (!layer.FastSineIsSafe)
        {
            SlowSine.InPlace(output, layer.Packed.PaddedOutputs * Tile.Pixels);
        }
    }

    private static void Run(PackedLayer layer, float* input, float* output, int outputStride, bool withSine)
    {
        float* weights = layer.Weights;
        float* bias = layer.Bias;
        for (int block = 0; block < layer.FullBlocks + layer.TailBlocks; block++)
        {
            int rows = layer.RowsOf(block);
            DenseBlock<TLanes, TVector, float>.Run(rows, weights, bias, input, layer.Inputs, output, outputStride);
            if (withSine)
            {
                Sine<TLanes, TVector>.InPlace(output, rows * Tile.Pixels);
            }

            weights += rows * layer.Inputs;
            bias += rows;
            output += rows * outputStride;
        }
    }
}
