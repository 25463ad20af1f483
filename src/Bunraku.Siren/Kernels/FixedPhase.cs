namespace Bunraku.Siren.Kernels;

/// <summary>
/// The phases of <see cref="FixedSine{TFixed,TInts,TFloats}"/>: 65536ths of a turn, counted from a quarter turn on, because the cosine is folded with
/// fewer operations than the sine. Sines count 2^-14.
/// </summary>
internal static class FixedPhase
{
    /// <summary>Units in half a turn.</summary>
    public const float UnitsInHalfTurn = 32768f;

    /// <summary>The sine's quarter turn, where phases are counted from.</summary>
    public const short QuarterTurn = 1 << 14;

    /// <summary>What stands for 1 among the sines.</summary>
    public const int One = 1 << 14;

    /// <summary>Turns biases in half turns into phases, without whole turns, so that rounding to integers cannot overflow.</summary>
    public static void Bind(Span<float> bias)
    {
        foreach (ref float value in bias)
        {
            value = (UnitsInHalfTurn * MathF.IEEERemainder(value, 2f)) - QuarterTurn;
        }
    }
}
