namespace Bunraku.Core.Characters;

/// <summary>What the bytes of a <see cref="BundleSection"/> are.</summary>
public enum BundleType
{
    /// <summary>Little-endian single precision.</summary>
    FullPrecision,

    /// <summary>Little-endian half precision.</summary>
    HalfPrecision,

    /// <summary>Little-endian unsigned 16-bit integers.</summary>
    Integers,

    /// <summary>Flags, eight to a byte, lowest bit first.</summary>
    Bits,

    /// <summary>A PNG file; the shape is that of the picture.</summary>
    Png,
}
