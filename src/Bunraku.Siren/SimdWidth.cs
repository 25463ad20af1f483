namespace Bunraku.Siren;

/// <summary>How wide the engine computes. The widest that the processor offers is chosen unless one is asked for.</summary>
public enum SimdWidth
{
    /// <summary>One value at a time.</summary>
    Scalar = 1,

    /// <summary>128-bit vectors (SSE, NEON).</summary>
    Vector128 = 4,

    /// <summary>256-bit vectors with FMA (AVX2).</summary>
    Vector256 = 8,

    /// <summary>512-bit vectors (AVX-512).</summary>
    Vector512 = 16,
}
