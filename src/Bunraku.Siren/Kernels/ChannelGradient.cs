using System.Runtime.CompilerServices;
using Bunraku.Siren.Lanes;

namespace Bunraku.Siren.Kernels;

/// <summary>
/// The gradient on its way back through a sine, and what it adds to biases and position columns: sums over pixels, kept lane by lane
/// (<see cref="LanesPerSum"/> floats a channel) and added up once a step.
/// </summary>
internal static unsafe class ChannelGradient<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>Floats of a channel's sum; narrower vectors use the first of them.</summary>
    public const int LanesPerSum = 16;

    /// <summary>gradient *= cosine; sums[channel] += sum over pixels of the result.</summary>
    /// <param name="channels">Channels.</param>
    /// <param name="gradient">[channels][32].</param>
    /// <param name="cosine">[channels][32].</param>
    /// <param name="sums">[channels][<see cref="LanesPerSum"/>].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ThroughSine(int channels, float* gradient, float* cosine, float* sums)
    {
        for (int channel = 0; channel < channels; channel++)
        {
            TVector sum = TLanes.Load(sums);
            for (int pixel = 0; pixel < Tile.Pixels; pixel += TLanes.Count)
            {
                TVector value = TLanes.Multiply(TLanes.Load(gradient + pixel), TLanes.Load(cosine + pixel));
                TLanes.Store(gradient + pixel, value);
                sum = TLanes.Add(sum, value);
            }

            TLanes.Store(sums, sum);
            gradient += Tile.Pixels;
            cosine += Tile.Pixels;
            sums += LanesPerSum;
        }
    }

    /// <summary>The same for the first sine of a level, with the sums of gradient * x and gradient * y.</summary>
    /// <param name="channels">Channels.</param>
    /// <param name="gradient">[channels][32].</param>
    /// <param name="cosine">[channels][32].</param>
    /// <param name="x">[32]: the x position of each pixel.</param>
    /// <param name="y">[32]: the y position of each pixel.</param>
    /// <param name="sums">[channels][<see cref="LanesPerSum"/>].</param>
    /// <param name="xSums">[channels][<see cref="LanesPerSum"/>].</param>
    /// <param name="ySums">[channels][<see cref="LanesPerSum"/>].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ThroughFirstSine(
        int channels, float* gradient, float* cosine, float* x, float* y, float* sums, float* xSums, float* ySums)
    {
        for (int channel = 0; channel < channels; channel++)
        {
            TVector sum = TLanes.Load(sums), xSum = TLanes.Load(xSums), ySum = TLanes.Load(ySums);
            for (int pixel = 0; pixel < Tile.Pixels; pixel += TLanes.Count)
            {
                TVector value = TLanes.Multiply(TLanes.Load(gradient + pixel), TLanes.Load(cosine + pixel));
                TLanes.Store(gradient + pixel, value);
                sum = TLanes.Add(sum, value);
                xSum = TLanes.MultiplyAdd(value, TLanes.Load(x + pixel), xSum);
                ySum = TLanes.MultiplyAdd(value, TLanes.Load(y + pixel), ySum);
            }

            TLanes.Store(sums, sum);
            TLanes.Store(xSums, xSum);
            TLanes.Store(ySums, ySum);
            gradient += Tile.Pixels;
            cosine += Tile.Pixels;
            sums += LanesPerSum;
            xSums += LanesPerSum;
            ySums += LanesPerSum;
        }
    }

    /// <summary>sums[channel] += sum over pixels of the gradient.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddSums(int channels, float* gradient, float* sums)
    {
        for (int channel = 0; channel < channels; channel++)
        {
            TVector sum = TLanes.Load(sums);
            for (int pixel = 0; pixel < Tile.Pixels; pixel += TLanes.Count)
            {
                sum = TLanes.Add(sum, TLanes.Load(gradient + pixel));
            }

            TLanes.Store(sums, sum);
            gradient += Tile.Pixels;
            sums += LanesPerSum;
        }
    }
}
