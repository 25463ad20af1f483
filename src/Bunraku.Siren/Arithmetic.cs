namespace Bunraku.Siren;

/// <summary>How the engine computes the hidden layers of live pictures.</summary>
public enum Arithmetic
{
    /// <summary>In float32: what every character and every processor can use.</summary>
    FloatingPoint,

    /// <summary>In 16-bit fixed point: faster, and as a rule invisible. Only on x86 processors.</summary>
    FixedPoint,

    /// <summary>In fixed point where a trial shows that it is faster here and right enough for the character, else in float32.</summary>
    Auto,
}
