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

    /// <summary>Computes the layer from the level below; the parameters are those of <see cref="SineInput{TLanes,TVector}.FromStrips"/>.</summary>
    /// <param name="channels">Output channels; even.</param>
    /// <param name="sources">Where the strips' sources are.</param>
    /// <param name="columnWeights">[channels]: the factor of x.</param>
    /// <param name="rowWeights">[channels]: the factor of y.</param>
    /// <param name="bias">[channels]: everything that is constant over the frame.</param>
    /// <param name="evenX">[16]: the x positions of the tile's even pixels.</param>
    /// <param name="y">[16]: their y positions.</param>
    /// <param name="pixelStep">The x distance of neighbouring pixels.</param>
    /// <param name="output">[channels / 2][32] pairs.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void FromStrips(
        int channels, StripSources sources, float* columnWeights, float* rowWeights, float* bias, float* evenX, float* y, float pixelStep, int* output)
    {
        nint offset = 0;
        for (int channel = 0; channel < channels; channel += 2)
        {
            for (int source = 0; source < Tile.Pixels / 2; source += TFixed.Count)
            {
                TFloats column = TLanes.Load(evenX + source), row = TLanes.Load(y + source);
                (TFloats firstEven, TFloats firstOdd) = SineInput<TLanes, TFloats>.Upsampled(
                    sources, offset, source, columnWeights[channel], rowWeights[channel], bias[channel], pixelStep, column, row);
                (TFloats secondEven, TFloats secondOdd) = SineInput<TLanes, TFloats>.Upsampled(
                    sources, offset + sources.Stride, source, columnWeights[channel + 1], rowWeights[channel + 1], bias[channel + 1], pixelStep, column, row);
                TLanes.StoreInterleaved(
                    (float*)output + (2 * source), TFixed.AsFloats(SineOf(firstEven, secondEven)), TFixed.AsFloats(SineOf(firstOdd, secondOdd)));
            }

            offset += 2 * sources.Stride;
            output += Tile.Pixels;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TInts SineOf(TFloats first, TFloats second) =>
        FixedSine<TFixed, TInts, TFloats>.Of(TFixed.Merge(TFixed.Round(first), TFixed.LowToHigh(TFixed.Round(second))));
}
