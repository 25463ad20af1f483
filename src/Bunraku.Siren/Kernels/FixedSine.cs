using System.Runtime.CompilerServices;
using Bunraku.Siren.Lanes;

namespace Bunraku.Siren.Kernels;

/// <summary>
/// The sine in 16 bits. A phase is an int16 (<see cref="FixedPhase"/>) that wraps as the sine does, so that there is no range reduction. The
/// sine is in units of 2^-14.
/// </summary>
internal static class FixedSine<TFixed, TInts, TFloats>
    where TFixed : struct, IFixedLanes<TInts, TFloats>
    where TInts : struct
    where TFloats : struct
{
    // sin(pi/2 * u) / u - 1 = C0 + C1 m + C2 m^2 + C3 m^3 with m = -u^2, in units of 2^-15, by least squares.
    internal const short C0 = 18704;
    internal const short C1 = 21165;
    internal const short C2 = 2603;
    internal const short C3 = 142;

    /// <summary>The sine of pairs of phases: the cosine of what they count.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TInts Of(TInts phases)
    {
        // A triangle between -1 and 1 that has the sine's sign, in units of 2^-14; u in units of 2^-15.
        TInts half = TFixed.Subtract16(TFixed.Broadcast16(FixedPhase.QuarterTurn), TFixed.Absolute16(phases));
        TInts u = TFixed.AddSaturated16(half, half);

        // -1 has no opposite in 16 bits, hence the saturation.
        TInts m = TFixed.Multiply16(u, TFixed.SubtractSaturated16(TFixed.Broadcast16(0), u));
        TInts sum = TFixed.Add16(TFixed.Multiply16(m, TFixed.Broadcast16(C3)), TFixed.Broadcast16(C2));
        sum = TFixed.Add16(TFixed.Multiply16(m, sum), TFixed.Broadcast16(C1));
        sum = TFixed.Add16(TFixed.Multiply16(m, sum), TFixed.Broadcast16(C0));
        return TFixed.Add16(half, TFixed.Multiply16(half, sum));
    }
}
