using System.Runtime.CompilerServices;
using Bunraku.Siren.Lanes;

namespace Bunraku.Siren.Kernels;

/// <summary>Bilinear upsampling by 2 transposed: brings the gradient of a tile to the two rows of the level below that it was interpolated from.</summary>
internal static unsafe class UpsamplingGradient<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    // Even and odd pixels of a channel with a zero where a neighbour beyond the tile is read: behind the even, before the odd ones.
    private const int EvenStart = 0;
    private const int OddStart = 32;
    private const int LineFloats = 64;
    private const int Lines = 8;

    /// <summary>Adds a tile's share to both rows, one column before the first and one behind the last source included.</summary>
    /// <param name="channels">Channels.</param>
    /// <param name="sources">Pixels of the level below: half as many as the tile has, a multiple of the vector's.</param>
    /// <param name="gradient">[channels][32]: the gradient with respect to the upsampled values.</param>
    /// <param name="near">The nearer row of the level below at the tile's first source column: [channels][stride].</param>
    /// <param name="far">The other row, alike; may be the same.</param>
    /// <param name="stride">Floats from one channel to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(int channels, int sources, float* gradient, float* near, float* far, nint stride)
    {
        // Several channels at a time, so that what is read is not still on its way to the cache.
        float* lines = stackalloc float[Lines * LineFloats];
        new Span<float>(lines, Lines * LineFloats).Clear();
        for (int first = 0; first < channels; first += Lines)
        {
            int count = Math.Min(Lines, channels - first);
            for (int line = 0; line < count; line++, gradient += Tile.Pixels)
            {
                for (int source = 0; source < sources; source += TLanes.Count)
                {
                    (TVector evens, TVector odds) = TLanes.LoadInterleaved(gradient + (2 * source));
                    TLanes.Store(lines + (line * LineFloats) + EvenStart + source, evens);
                    TLanes.Store(lines + (line * LineFloats) + OddStart + source, odds);
                }
            }

            for (int line = 0; line < count; line++, near += stride, far += stride)
            {
                AddLine(sources, lines + (line * LineFloats) + EvenStart, lines + (line * LineFloats) + OddStart, near, far);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddLine(int sources, float* even, float* odd, float* near, float* far)
    {
        TVector threeQuarters = TLanes.Broadcast(3f / 4f), quarter = TLanes.Broadcast(1f / 4f);
        for (int source = 0; source < sources; source += TLanes.Count)
        {
            TVector own = TLanes.Multiply(threeQuarters, TLanes.Add(TLanes.Load(even + source), TLanes.Load(odd + source)));
            TVector others = TLanes.Add(TLanes.Load(odd + source - 1), TLanes.Load(even + source + 1));
            TVector sum = TLanes.MultiplyAdd(quarter, others, own);
            TLanes.Store(near + source, TLanes.MultiplyAdd(threeQuarters, sum, TLanes.Load(near + source)));
            TLanes.Store(far + source, TLanes.MultiplyAdd(quarter, sum, TLanes.Load(far + source)));
        }

        near[-1] += 3f / 16f * even[0];
        far[-1] += 1f / 16f * even[0];
        near[sources] += 3f / 16f * odd[sources - 1];
        far[sources] += 1f / 16f * odd[sources - 1];
    }
}
