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

    /// <summary>gradient *= cosine.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ThroughSine(int channels, float* gradient, float* cosine)
    {
        for (int i = 0; i < channels * Tile.Pixels; i += TLanes.Count)
        {
            TLanes.Store(gradient + i, TLanes.Multiply(TLanes.Load(gradient + i), TLanes.Load(cosine + i)));
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

    /// <summary>sums[channel] += sum over pixels of gradient * position.</summary>
    /// <param name="channels">Channels.</param>
    /// <param name="gradient">[channels][32].</param>
    /// <param name="position">[32]: x or y of each pixel.</param>
    /// <param name="sums">[channels][<see cref="LanesPerSum"/>].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddPositionSums(int channels, float* gradient, float* position, float* sums)
    {
        for (int channel = 0; channel < channels; channel++)
        {
            TVector sum = TLanes.Load(sums);
            for (int pixel = 0; pixel < Tile.Pixels; pixel += TLanes.Count)
            {
                sum = TLanes.MultiplyAdd(TLanes.Load(gradient + pixel), TLanes.Load(position + pixel), sum);
            }

            TLanes.Store(sums, sum);
            gradient += Tile.Pixels;
            sums += LanesPerSum;
        }
    }
}
