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
            for (int pixel = 0; pixel < Tile.Pixels; pixel += TLanes.Count)
            {
                TVector argument = At(columnWeights[channel], rowWeights[channel], bias[channel], TLanes.Load(x + pixel), TLanes.Load(y + pixel));
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
        for (int channel = 0; channel < channels; channel++)
        {
            for (int source = 0; source < sources; source += TLanes.Count)
            {
                float* first = near + source, second = far + source;
                (TVector even, TVector odd) = Upsampled(
                    TLanes.Load(first - 1),
                    TLanes.Load(first),
                    TLanes.Load(first + 1),
                    TLanes.Load(second - 1),
                    TLanes.Load(second),
                    TLanes.Load(second + 1),
                    TLanes.MultiplyAdd(TLanes.Broadcast(columnWeights[channel]), TLanes.Load(evenX + source), TLanes.Broadcast(rowBias[channel])),
                    TLanes.Broadcast(columnWeights[channel] * pixelStep));
                StoreTwice(output + (2 * source), even, odd, sine);
            }

            near += stride;
            far += stride;
            output += Tile.Pixels;
        }
    }

    /// <summary>The same for the two strips of a tile.</summary>
    /// <param name="channels">Output channels.</param>
    /// <param name="sources">Where the strips' sources are.</param>
    /// <param name="columnWeights">[channels]: the factor of x.</param>
    /// <param name="rowWeights">[channels]: the factor of y.</param>
    /// <param name="bias">[channels]: everything that is constant over the frame.</param>
    /// <param name="evenX">[16]: the x positions of the tile's even pixels.</param>
    /// <param name="y">[16]: their y positions.</param>
    /// <param name="pixelStep">The x distance of neighbouring pixels.</param>
    /// <param name="output">[channels][32].</param>
    /// <param name="sine">Whether the fast sine is applied; else the arguments are stored.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void FromStrips(
        int channels, StripSources sources, float* columnWeights, float* rowWeights, float* bias, float* evenX, float* y, float pixelStep, float* output, bool sine)
    {
        nint offset = 0;
        for (int channel = 0; channel < channels; channel++)
        {
            for (int source = 0; source < Tile.Pixels / 2; source += TLanes.Count)
            {
                (TVector even, TVector odd) = Upsampled(
                    sources, offset, source, columnWeights[channel], rowWeights[channel], bias[channel], pixelStep, TLanes.Load(evenX + source), TLanes.Load(y + source));
                StoreTwice(output + (2 * source), even, odd, sine);
            }

            offset += sources.Stride;
            output += Tile.Pixels;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreTwice(float* output, TVector even, TVector odd, bool sine)
    {
        if (sine)
        {
            even = Sine<TLanes, TVector>.OfPiTimes(even);
            odd = Sine<TLanes, TVector>.OfPiTimes(odd);
        }

        TLanes.StoreInterleaved(output, even, odd);
    }

    /// <summary>The arguments of a channel at the even and the odd pixels over some sources of two strips.</summary>
    /// <param name="sources">Where the first channel's sources are.</param>
    /// <param name="offset">Floats from the first channel to this one.</param>
    /// <param name="source">The first: 0 to 15, in steps of a vector.</param>
    /// <param name="columnWeight">The factor of x.</param>
    /// <param name="rowWeight">The factor of y.</param>
    /// <param name="bias">Everything that is constant over the frame.</param>
    /// <param name="pixelStep">The x distance of neighbouring pixels.</param>
    /// <param name="x">The x positions of the even pixels.</param>
    /// <param name="y">Their y positions.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (TVector Even, TVector Odd) Upsampled(
        StripSources sources, nint offset, int source, float columnWeight, float rowWeight, float bias, float pixelStep, TVector x, TVector y)
    {
        TVector rowBias = TLanes.Add(TLanes.Broadcast(bias), TLanes.Multiply(TLanes.Broadcast(rowWeight), y));
        TVector position = TLanes.MultiplyAdd(TLanes.Broadcast(columnWeight), x, rowBias), step = TLanes.Broadcast(columnWeight * pixelStep);
        bool isSecond = source >= StripSources.Count;
        nint place = isSecond ? offset + source - StripSources.Count : offset + source;
        float* near = (isSecond ? sources.SecondNear : sources.FirstNear) + place, far = (isSecond ? sources.SecondFar : sources.FirstFar) + place;
        if (TLanes.Count <= StripSources.Count)
        {
            return Upsampled(
                TLanes.Load(near - 1), TLanes.Load(near), TLanes.Load(near + 1), TLanes.Load(far - 1), TLanes.Load(far), TLanes.Load(far + 1), position, step);
        }

        float* otherNear = sources.SecondNear + offset, otherFar = sources.SecondFar + offset;
        return Upsampled(
            TLanes.LoadHalves(near - 1, otherNear - 1),
            TLanes.LoadHalves(near, otherNear),
            TLanes.LoadHalves(near + 1, otherNear + 1),
            TLanes.LoadHalves(far - 1, otherFar - 1),
            TLanes.LoadHalves(far, otherFar),
            TLanes.LoadHalves(far + 1, otherFar + 1),
            position,
            step);
    }

    /// <summary>The arguments of a channel at positions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVector At(float columnWeight, float rowWeight, float bias, TVector x, TVector y)
    {
        TVector argument = TLanes.MultiplyAdd(TLanes.Broadcast(rowWeight), y, TLanes.Broadcast(bias));
        return TLanes.MultiplyAdd(TLanes.Broadcast(columnWeight), x, argument);
    }

    /// <summary>The arguments of a channel at the even and the odd pixels over some sources, from two rows of the level below.</summary>
    /// <param name="nearLeft">In the nearer row, one column before each source.</param>
    /// <param name="near">The sources in the nearer row.</param>
    /// <param name="nearRight">In the nearer row, one column behind each source.</param>
    /// <param name="farLeft">In the other row, one column before each source.</param>
    /// <param name="far">The sources in the other row.</param>
    /// <param name="farRight">In the other row, one column behind each source.</param>
    /// <param name="position">What the position and the pose add at the even pixels.</param>
    /// <param name="step">What the position adds from an even pixel to the next one.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TVector Even, TVector Odd) Upsampled(
        TVector nearLeft, TVector near, TVector nearRight, TVector farLeft, TVector far, TVector farRight, TVector position, TVector step)
    {
        TVector farSide = TLanes.Broadcast(1f / 16f), nearSide = TLanes.Broadcast(3f / 16f), nearMiddle = TLanes.Broadcast(9f / 16f);
        TVector left = TLanes.MultiplyAdd(nearSide, nearLeft, TLanes.Multiply(farSide, farLeft));
        TVector right = TLanes.MultiplyAdd(nearSide, nearRight, TLanes.Multiply(farSide, farRight));
        TVector middle = TLanes.MultiplyAdd(nearSide, far, position);
        middle = TLanes.MultiplyAdd(nearMiddle, near, middle);
        return (TLanes.Add(left, middle), TLanes.Add(right, TLanes.Add(middle, step)));
    }
}
