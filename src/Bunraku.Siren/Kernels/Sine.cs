using System.Runtime.CompilerServices;
using Bunraku.Siren.Lanes;

namespace Bunraku.Siren.Kernels;

/// <summary>
/// sin(pi * x). The factor omega0 / pi is folded into the weights (see <c>PackedLayer</c>), which makes the range reduction
/// exact and almost free: subtract the nearest integer, flip the sign where it is odd.
/// </summary>
internal static unsafe class Sine<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    // Adding 1.5 * 2^23 rounds to the nearest integer and leaves that integer's parity in the lowest mantissa bit.
    internal const float Rounder = 12582912f;

    // Minimax polynomial of sin(pi * f) / f in f^2 for |f| <= 1/2 (Remez exchange, each coefficient rounded to float32 in turn):
    // absolute error 6e-8.
    internal const float C1 = 3.14159274f;
    internal const float C3 = -5.16772032f;
    internal const float C5 = 2.55025697f;
    internal const float C7 = -0.599340081f;
    internal const float C9 = 0.0795933157f;

    /// <summary>sin(pi * x), accurate to about 1e-7 for |x| up to <see cref="SlowSine.Threshold"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfPiTimes(TVector x)
    {
        TVector shifted = TLanes.Add(x, TLanes.Broadcast(Rounder));
        TVector fraction = TLanes.Subtract(x, TLanes.Subtract(shifted, TLanes.Broadcast(Rounder)));
        TVector square = TLanes.Multiply(fraction, fraction);
        TVector sum = TLanes.MultiplyAdd(TLanes.Broadcast(C9), square, TLanes.Broadcast(C7));
        sum = TLanes.MultiplyAdd(sum, square, TLanes.Broadcast(C5));
        sum = TLanes.MultiplyAdd(sum, square, TLanes.Broadcast(C3));
        sum = TLanes.MultiplyAdd(sum, square, TLanes.Broadcast(C1));
        return TLanes.NegateWhereOdd(TLanes.Multiply(sum, fraction), shifted);
    }

    /// <summary>Replaces each of <paramref name="count"/> values (a multiple of two vectors) by sin(pi * value).</summary>
    public static void InPlace(float* values, int count) => Run(values, values, count);

    /// <summary>Computes sin(pi * x) of <paramref name="count"/> arguments (a multiple of two vectors).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(float* arguments, float* sines, int count)
    {
        for (int i = 0; i < count; i += 2 * TLanes.Count)
        {
            TVector first = OfPiTimes(TLanes.Load(arguments + i));
            TVector second = OfPiTimes(TLanes.Load(arguments + i + TLanes.Count));
            TLanes.Store(sines + i, first);
            TLanes.Store(sines + i + TLanes.Count, second);
        }
    }
}
