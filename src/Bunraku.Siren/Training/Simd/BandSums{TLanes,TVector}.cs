using System.Runtime.CompilerServices;
using Bunraku.Siren.Lanes;

namespace Bunraku.Siren.Training.Simd;

/// <inheritdoc cref="BandSums"/>
internal static unsafe class BandSums<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>Adds all bands to the first, in their order, and clears the others.</summary>
    /// <param name="sums">[bands][floats].</param>
    /// <param name="floats">A multiple of 16.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddUp(float* sums, int floats)
    {
        for (int i = 0; i < floats; i += TLanes.Count)
        {
            TVector total = TLanes.Load(sums + i);
            for (int band = 1; band < Bands.Count; band++)
            {
                float* other = sums + ((nint)band * floats) + i;
                total = TLanes.Add(total, TLanes.Load(other));
                TLanes.Store(other, TLanes.Broadcast(0f));
            }

            TLanes.Store(sums + i, total);
        }
    }
}
