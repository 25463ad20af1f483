using System.Runtime.CompilerServices;
using Bunraku.Siren.Lanes;

namespace Bunraku.Siren.Kernels;

/// <summary>The first layer of a network or level on a tile: position and pose, with or without upsampled features, then the sine.</summary>
internal static unsafe class SineInput<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>output[channel][pixel] = sin(pi * (columnWeight * x + rowWeight * y + bias)).</summary>
    /// <param name="channels">Output channels.</param>
    /// <param name="columnWeights">[channels]: the factor of x.</param>
    /// <param name="rowWeights">[channels]: the factor of y.</param>
    /// <param name="bias">[channels]: everything that is constant over the frame.</param>
    /// <param name="x">[32]: the x position of each pixel of the tile.</param>
    /// <param name="y">[32]: the y position of each pixel of the tile.</param>
    /// <param name="output">[channels][32].</param>
    /// <param name="sine">Whether the fast sine is applied; else the arguments are stored.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FromPosition(
        int channels, float* columnWeights, float* rowWeights, float* bias, float* x, float* y, float* output, bool sine)
    {
        for (int channel = 0; channel < channels; channel++)
        {
            TVector columnWeight = TLanes.Broadcast(columnWeights[channel]);
            TVector rowWeight = TLanes.Broadcast(rowWeights[channel]);
            TVector constant = TLanes.Broadcast(bias[channel]);
            for (int pixel = 0; pixel < Tile.Pixels; pixel += TLanes.Count)
            {
                TVector argument = TLanes.MultiplyAdd(rowWeight, TLanes.Load(y + pixel), constant);
                argument = TLanes.MultiplyAdd(columnWeight, TLanes.Load(x + pixel), argument);
                TLanes.Store(output, sine ? Sine<TLanes, TVector>.OfPiTimes(argument) : argument);
                output += TLanes.Count;
            }
        }
    }

    /// <summary>
    /// output[channel][pixel] = sin(pi * (upsampled feature + columnWeight * x + rowBias)), the feature being bilinear between two rows
    /// of the level below (align_corners = false): 3/4 of the nearer sample, 1/4 of the other, in both directions.
    /// </summary>
    /// <param name="channels">Output channels.</param>
    /// <param name="sources">Pixels of the level below: half as many as are computed, a multiple of the vector's.</param>
    /// <param name="near">The nearer row of the level below at the tile's first source column: [channels][stride].</param>
    /// <param name="far">The other row, alike. Both are readable one column before and one behind the sources.</param>
    /// <param name="stride">Floats from one channel to the next in a row of the level below.</param>
    /// <param name="columnWeights">[channels]: the factor of x.</param>
    /// <param name="rowBias">[channels]: everything that is constant along the row.</param>
    /// <param name="evenX">[sources]: the x positions of the tile's even pixels.</param>
    /// <param name="pixelStep">The x distance of neighbouring pixels.</param>
    /// <param name="output">[channels][32].</param>
    /// <param name="sine">Whether the fast sine is applied; else the arguments are stored.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FromFeatures(
        int channels, int sources, float* near, float* far, int stride, float* columnWeights, float* rowBias, float* evenX, float pixelStep, float* output, bool sine)
    {
        TVector farSide = TLanes.Broadcast(1f / 16f), nearSide = TLanes.Broadcast(3f / 16f), nearMiddle = TLanes.Broadcast(9f / 16f);
        for (int channel = 0; channel < channels; channel++)
        {
            TVector weight = TLanes.Broadcast(columnWeights[channel]);
            TVector bias = TLanes.Broadcast(rowBias[channel]);
            TVector step = TLanes.Broadcast(columnWeights[channel] * pixelStep);
            for (int source = 0; source < sources; source += TLanes.Count)
            {
                TVector left = TLanes.MultiplyAdd(nearSide, TLanes.Load(near + source - 1), TLanes.Multiply(farSide, TLanes.Load(far + source - 1)));
                TVector right = TLanes.MultiplyAdd(nearSide, TLanes.Load(near + source + 1), TLanes.Multiply(farSide, TLanes.Load(far + source + 1)));
                TVector middle = TLanes.MultiplyAdd(weight, TLanes.Load(evenX + source), bias);
                middle = TLanes.MultiplyAdd(nearSide, TLanes.Load(far + source), middle);
                middle = TLanes.MultiplyAdd(nearMiddle, TLanes.Load(near + source), middle);
                TVector even = TLanes.Add(left, middle);
                TVector odd = TLanes.Add(right, TLanes.Add(middle, step));
                if (sine)
                {
                    even = Sine<TLanes, TVector>.OfPiTimes(even);
                    odd = Sine<TLanes, TVector>.OfPiTimes(odd);
                }

                TLanes.StoreInterleaved(output + (2 * source), even, odd);
            }

            near += stride;
            far += stride;
            output += Tile.Pixels;
        }
    }
}
