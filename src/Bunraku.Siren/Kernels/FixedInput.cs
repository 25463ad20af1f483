using System.Runtime.CompilerServices;
using Bunraku.Siren.Lanes;

namespace Bunraku.Siren.Kernels;

/// <summary>
/// The first layer of a network or level on a tile, in float32 up to the argument; the sine in 16 bits. Weights and biases are in the units
/// of <see cref="FixedPhase"/>.
/// </summary>
internal static unsafe class FixedInput<TFixed, TInts, TLanes, TFloats>
    where TFixed : struct, IFixedLanes<TInts, TFloats>
    where TInts : struct
    where TLanes : struct, ILanes<TFloats>
    where TFloats : struct
{
    /// <summary>Computes the layer from the position; the parameters are those of <see cref="SineInput{TLanes,TVector}.FromPosition"/>.</summary>
    /// <param name="channels">Output channels; even.</param>
    /// <param name="columnWeights">[channels]: the factor of x.</param>
    /// <param name="rowWeights">[channels]: the factor of y.</param>
    /// <param name="bias">[channels]: everything that is constant over the frame.</param>
    /// <param name="x">[32]: the x position of each pixel of the tile.</param>
    /// <param name="y">[32]: the y position of each pixel of the tile.</param>
    /// <param name="output">[channels / 2][32] pairs.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FromPosition(int channels, float* columnWeights, float* rowWeights, float* bias, float* x, float* y, int* output)
    {
        for (int channel = 0; channel < channels; channel += 2)
        {
            for (int pixel = 0; pixel < Tile.Pixels; pixel += TFixed.Count)
            {
                TFloats column = TLanes.Load(x + pixel), row = TLanes.Load(y + pixel);
                TFloats first = SineInput<TLanes, TFloats>.At(columnWeights[channel], rowWeights[channel], bias[channel], column, row);
                TFloats second = SineInput<TLanes, TFloats>.At(columnWeights[channel + 1], rowWeights[channel + 1], bias[channel + 1], column, row);
                TFixed.Store(output, SineOf(first, second));
                output += TFixed.Count;
            }
        }
    }

    /// <summary>Computes the layer from the level below; the parameters are those of <see cref="SineInput{TLanes,TVector}.FromFeatures"/>.</summary>
    /// <param name="channels">Output channels; even.</param>
    /// <param name="sources">Pixels of the level below: half as many as are computed, a multiple of the vector's.</param>
    /// <param name="near">The nearer row of the level below at the tile's first source column: [channels][stride].</param>
    /// <param name="far">The other row, alike.</param>
    /// <param name="stride">Floats from one channel to the next in a row of the level below.</param>
    /// <param name="columnWeights">[channels]: the factor of x.</param>
    /// <param name="rowBias">[channels]: everything that is constant along the row.</param>
    /// <param name="evenX">[sources]: the x positions of the tile's even pixels.</param>
    /// <param name="pixelStep">The x distance of neighbouring pixels.</param>
    /// <param name="output">[channels / 2][32] pairs.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FromFeatures(
        int channels, int sources, float* near, float* far, int stride, float* columnWeights, float* rowBias, float* evenX, float pixelStep, int* output)
    {
        for (int channel = 0; channel < channels; channel += 2)
        {
            (float firstWeight, float secondWeight) = (columnWeights[channel], columnWeights[channel + 1]);
            for (int source = 0; source < sources; source += TFixed.Count)
            {
                TFloats x = TLanes.Load(evenX + source);
                (TFloats firstEven, TFloats firstOdd) = SineInput<TLanes, TFloats>.Upsampled(
                    near + source, far + source, firstWeight, firstWeight * pixelStep, rowBias[channel], x);
                (TFloats secondEven, TFloats secondOdd) = SineInput<TLanes, TFloats>.Upsampled(
                    near + stride + source, far + stride + source, secondWeight, secondWeight * pixelStep, rowBias[channel + 1], x);
                TLanes.StoreInterleaved(
                    (float*)output + (2 * source), TFixed.AsFloats(SineOf(firstEven, secondEven)), TFixed.AsFloats(SineOf(firstOdd, secondOdd)));
            }

            near += 2 * stride;
            far += 2 * stride;
            output += Tile.Pixels;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TInts SineOf(TFloats first, TFloats second) =>
        FixedSine<TFixed, TInts, TFloats>.Of(TFixed.Merge(TFixed.Round(first), TFixed.LowToHigh(TFixed.Round(second))));
}
