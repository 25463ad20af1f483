namespace Bunraku.Siren;

/// <summary>How the engine computes live pictures.</summary>
public enum Arithmetic
{
    /// <summary>
    /// In fixed point where a trial shows that it is faster on this computer and close enough to float32 for this character, else in float32.
    /// </summary>
    Auto,

    /// <summary>In float32: what every character and every processor can use.</summary>
    FloatingPoint,

    /// <summary>The hidden layers in 16-bit fixed point: faster, and as a rule the difference is invisible. Only on x86 processors.</summary>
    FixedPoint,
}
