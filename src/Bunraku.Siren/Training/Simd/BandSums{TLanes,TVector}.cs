using System.Runtime.CompilerServices;
using Bunraku.Siren.Lanes;

namespace Bunraku.Siren.Training.Simd;

/// <inheritdoc cref="BandSums"/>
internal static unsafe class BandSums<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>Takes out the sum of all bands, added in their order, times a factor, and leaves zeros.</summary>
    /// <param name="sums">The place in the first band.</param>
    /// <param name="stride">Floats from one band to the next.</param>
    /// <param name="bands">Bands that may have something other than zeros.</param>
    /// <param name="floats">How many; a multiple of 16.</param>
    /// <param name="factor">The factor.</param>
    /// <param name="target">[floats]: receives the result.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Take(float* sums, nint stride, int bands, int floats, float factor, float* target)
    {
        TVector zero = TLanes.Broadcast(0f), scale = TLanes.Broadcast(factor);
        for (int i = 0; i < floats; i += TLanes.Count)
        {
            float* place = sums + i;
            TVector total = TLanes.Load(place);
            TLanes.Store(place, zero);
            for (int band = 1; band < bands; band++)
            {
                place += stride;
                total = TLanes.Add(total, TLanes.Load(place));
                TLanes.Store(place, zero);
            }

            TLanes.Store(target + i, TLanes.Multiply(scale, total));
        }
    }

    /// <summary>Adds up the sums of some bands in their order, times a factor.</summary>
    /// <param name="sums">The place in the first of all bands.</param>
    /// <param name="stride">Floats from one band to the next.</param>
    /// <param name="bands">The numbers of the bands.</param>
    /// <param name="floats">How many; a multiple of 16.</param>
    /// <param name="factor">The factor.</param>
    /// <param name="target">[floats]: receives the result.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddUp(float* sums, nint stride, ReadOnlySpan<int> bands, int floats, float factor, float* target)
    {
        TVector scale = TLanes.Broadcast(factor);
        for (int i = 0; i < floats; i += TLanes.Count)
        {
            TVector total = TLanes.Broadcast(0f);
            foreach (int band in bands)
            {
                total = TLanes.Add(total, TLanes.Load(sums + (band * stride) + i));
            }

            TLanes.Store(target + i, TLanes.Multiply(scale, total));
        }
    }

    /// <summary>Adds one sum to another.</summary>
    /// <param name="sum">[floats]: what is added to.</param>
    /// <param name="other">[floats]: what is added.</param>
    /// <param name="floats">How many; a multiple of 16.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(float* sum, float* other, int floats)
    {
        for (int i = 0; i < floats; i += TLanes.Count)
        {
            TLanes.Store(sum + i, TLanes.Add(TLanes.Load(sum + i), TLanes.Load(other + i)));
        }
    }
}
