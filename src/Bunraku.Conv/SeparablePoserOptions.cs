using Bunraku.Siren;

namespace Bunraku.Conv;

/// <summary>How a <see cref="SeparablePoser"/> uses the machine.</summary>
public sealed record SeparablePoserOptions
{
    /// <summary>Threads to compute with, the calling one included; 1 to 1024.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>The SIMD width, or null for the widest of this processor that computes right.</summary>
    public SimdWidth? Simd { get; init; }
}
