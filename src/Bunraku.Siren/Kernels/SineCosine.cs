using System.Runtime.CompilerServices;
using Bunraku.Siren.Lanes;

namespace Bunraku.Siren.Kernels;

/// <summary>sin(pi * x) and cos(pi * x) with one range reduction: the second is what the backward pass multiplies with.</summary>
internal static unsafe class SineCosine<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    // Minimax polynomial of cos(pi * f) in f^2 for |f| <= 1/2 (Remez exchange): absolute error 5e-8.
    private const float C0 = 0.99999994f;
    private const float C2 = -4.93479299f;
    private const float C4 = 4.05841208f;
    private const float C6 = -1.33188021f;
    private const float C8 = 0.219696805f;

    /// <summary>Computes sin(pi * x) and cos(pi * x).</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="sines">Receives the sines; may be the arguments.</param>
    /// <param name="cosines">Receives the cosines.</param>
    /// <param name="count">A multiple of two vectors.</param>
    /// <param name="fast">Whether all arguments are below <see cref="SlowSine.Threshold"/>.</param>
    public static void Run(float* arguments, float* sines, float* cosines, int count, bool fast)
    {
        if (fast)
        {
            Fast(arguments, sines, cosines, count);
        }
        else
        {
            SlowSine.Run(arguments, sines, cosines, count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Fast(float* arguments, float* sines, float* cosines, int count)
    {
        for (int i = 0; i < count; i += 2 * TLanes.Count)
        {
            One(arguments + i, sines + i, cosines + i);
            One(arguments + i + TLanes.Count, sines + i + TLanes.Count, cosines + i + TLanes.Count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void One(float* argument, float* sine, float* cosine)
    {
        TVector x = TLanes.Load(argument);
        TVector rounder = TLanes.Broadcast(Sine<TLanes, TVector>.Rounder);
        TVector shifted = TLanes.Add(x, rounder);
        TVector fraction = TLanes.Subtract(x, TLanes.Subtract(shifted, rounder));
        TVector square = TLanes.Multiply(fraction, fraction);
        TVector odd = TLanes.MultiplyAdd(TLanes.Broadcast(Sine<TLanes, TVector>.C9), square, TLanes.Broadcast(Sine<TLanes, TVector>.C7));
        TVector even = TLanes.MultiplyAdd(TLanes.Broadcast(C8), square, TLanes.Broadcast(C6));
        odd = TLanes.MultiplyAdd(odd, square, TLanes.Broadcast(Sine<TLanes, TVector>.C5));
        even = TLanes.MultiplyAdd(even, square, TLanes.Broadcast(C4));
        odd = TLanes.MultiplyAdd(odd, square, TLanes.Broadcast(Sine<TLanes, TVector>.C3));
        even = TLanes.MultiplyAdd(even, square, TLanes.Broadcast(C2));
        odd = TLanes.MultiplyAdd(odd, square, TLanes.Broadcast(Sine<TLanes, TVector>.C1));
        even = TLanes.MultiplyAdd(even, square, TLanes.Broadcast(C0));
        TLanes.Store(sine, TLanes.NegateWhereOdd(TLanes.Multiply(odd, fraction), shifted));
        TLanes.Store(cosine, TLanes.NegateWhereOdd(even, shifted));
    }
}
