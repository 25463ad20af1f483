using System.Runtime.CompilerServices;
using Bunraku.Siren.Lanes;

namespace Bunraku.Siren.Kernels;

/// <summary>blended = (1 - alpha) * warped + alpha * color, the same alpha for all four channels.</summary>
internal static unsafe class Blend<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>Blends some neighbouring pixels of a tile.</summary>
    /// <returns>Whether all four channels are finite numbers.</returns>
    /// <param name="pixels">How many; a multiple of the vector's.</param>
    /// <param name="output">Their place in the first of four planes.</param>
    /// <param name="planeSize">Floats from one plane to the next.</param>
    /// <param name="warped">[4][32].</param>
    /// <param name="alpha">[32].</param>
    /// <param name="color">[4][32].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Into(int pixels, float* output, int planeSize, float* warped, float* alpha, float* color)
    {
        TVector zero = TLanes.Broadcast(0f), check = zero;
        for (int pixel = 0; pixel < pixels; pixel += TLanes.Count)
        {
            TVector weight = TLanes.Load(alpha + pixel);
            TVector rest = TLanes.Subtract(TLanes.Broadcast(1f), weight);
            for (int channel = 0; channel < 4; channel++)
            {
                int offset = (channel * Tile.Pixels) + pixel;
                TVector mixed = TLanes.MultiplyAdd(weight, TLanes.Load(color + offset), TLanes.Multiply(rest, TLanes.Load(warped + offset)));
                TLanes.Store(output + (channel * planeSize) + pixel, mixed);
                check = TLanes.MultiplyAdd(zero, mixed, check);
            }
        }

        // 0 * x is not 0 for NaN and infinity alone.
        return TLanes.Sum(check) == 0f;
    }
}
