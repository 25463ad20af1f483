using System.Runtime.CompilerServices;
using Bunraku.Siren.Lanes;

namespace Bunraku.Siren.Kernels;

/// <summary>Finds NaN and infinity: 0 * x is 0 for every other value.</summary>
internal static unsafe class FiniteCheck<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>Whether all values are finite.</summary>
    /// <param name="values">The values.</param>
    /// <param name="count">How many; a multiple of the vector's.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Holds(float* values, int count)
    {
        TVector zero = TLanes.Broadcast(0f), sum = zero;
        for (int i = 0; i < count; i += TLanes.Count)
        {
            sum = TLanes.MultiplyAdd(zero, TLanes.Load(values + i), sum);
        }

        return TLanes.Sum(sum) == 0f;
    }
}
