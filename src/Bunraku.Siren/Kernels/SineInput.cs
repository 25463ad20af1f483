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
                (TVector even, TVector odd) = Upsampled(
                    Neighbours.At(near + source),
                    Neighbours.At(far + source),
                    columnWeights[channel],
                    columnWeights[channel] * pixelStep,
                    TLanes.Broadcast(rowBias[channel]),
                    TLanes.Load(evenX + source));
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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FromStrips(
        int channels, StripSources sources, float* columnWeights, float* rowWeights, float* bias, float* evenX, float* y, float pixelStep, float* output, bool sine)
    {
        for (int channel = 0; channel < channels; channel++)
        {
            for (int source = 0; source < Tile.Pixels / 2; source += TLanes.Count)
            {
                (TVector even, TVector odd) = Upsampled(
                    sources, source, columnWeights[channel], rowWeights[channel], bias[channel], pixelStep, TLanes.Load(evenX + source), TLanes.Load(y + source));
                StoreTwice(output + (2 * source), even, odd, sine);
            }

            sources = sources.NextChannel();
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
    /// <param name="sources">Where the channel's sources are.</param>
    /// <param name="source">The first: 0 to 15, in steps of a vector.</param>
    /// <param name="columnWeight">The factor of x.</param>
    /// <param name="rowWeight">The factor of y.</param>
    /// <param name="bias">Everything that is constant over the frame.</param>
    /// <param name="pixelStep">The x distance of neighbouring pixels.</param>
    /// <param name="x">The x positions of the even pixels.</param>
    /// <param name="y">Their y positions.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (TVector Even, TVector Odd) Upsampled(
        StripSources sources, int source, float columnWeight, float rowWeight, float bias, float pixelStep, TVector x, TVector y)
    {
        Neighbours near, far;
        if (TLanes.Count > StripSources.Count)
        {
            near = Neighbours.At(sources.FirstNear, sources.SecondNear);
            far = Neighbours.At(sources.FirstFar, sources.SecondFar);
        }
        else if (source < StripSources.Count)
        {
            near = Neighbours.At(sources.FirstNear + source);
            far = Neighbours.At(sources.FirstFar + source);
        }
        else
        {
            near = Neighbours.At(sources.SecondNear + source - StripSources.Count);
            far = Neighbours.At(sources.SecondFar + source - StripSources.Count);
        }

        TVector rowBias = TLanes.Add(TLanes.Broadcast(bias), TLanes.Multiply(TLanes.Broadcast(rowWeight), y));
        return Upsampled(near, far, columnWeight, columnWeight * pixelStep, rowBias, x);
    }

    /// <summary>The arguments of a channel at positions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVector At(float columnWeight, float rowWeight, float bias, TVector x, TVector y)
    {
        TVector argument = TLanes.MultiplyAdd(TLanes.Broadcast(rowWeight), y, TLanes.Broadcast(bias));
        return TLanes.MultiplyAdd(TLanes.Broadcast(columnWeight), x, argument);
    }

    /// <summary>The arguments of a channel at the even and the odd pixels over some sources.</summary>
    /// <param name="near">The sources of the channel in the nearer row, with their neighbours.</param>
    /// <param name="far">The same in the other row.</param>
    /// <param name="columnWeight">The factor of x.</param>
    /// <param name="step">The factor times the x distance of neighbouring pixels.</param>
    /// <param name="bias">Everything that is constant along the row.</param>
    /// <param name="x">The positions of the even pixels.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (TVector Even, TVector Odd) Upsampled(Neighbours near, Neighbours far, float columnWeight, float step, TVector bias, TVector x)
    {
        TVector farSide = TLanes.Broadcast(1f / 16f), nearSide = TLanes.Broadcast(3f / 16f), nearMiddle = TLanes.Broadcast(9f / 16f);
        TVector left = TLanes.MultiplyAdd(nearSide, near.Left, TLanes.Multiply(farSide, far.Left));
        TVector right = TLanes.MultiplyAdd(nearSide, near.Right, TLanes.Multiply(farSide, far.Right));
        TVector middle = TLanes.MultiplyAdd(TLanes.Broadcast(columnWeight), x, bias);
        middle = TLanes.MultiplyAdd(nearSide, far.Middle, middle);
        middle = TLanes.MultiplyAdd(nearMiddle, near.Middle, middle);
        return (TLanes.Add(left, middle), TLanes.Add(right, TLanes.Add(middle, TLanes.Broadcast(step))));
    }

    /// <summary>Some values of a row, and those one column before and behind them.</summary>
    internal readonly struct Neighbours(TVector left, TVector middle, TVector right)
    {
        public readonly TVector Left = left;
        public readonly TVector Middle = middle;
        public readonly TVector Right = right;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Neighbours At(float* values) => new(TLanes.Load(values - 1), TLanes.Load(values), TLanes.Load(values + 1));

        /// <summary>Half a vector of one row, and half of another.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Neighbours At(float* first, float* second) =>
            new(TLanes.LoadHalves(first - 1, second - 1), TLanes.LoadHalves(first, second), TLanes.LoadHalves(first + 1, second + 1));
    }
}
