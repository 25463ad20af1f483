namespace Bunraku.Siren.Training;

/// <summary>How a <see cref="SimdTrainingBackend"/> uses the machine.</summary>
public sealed record SimdTrainingOptions
{
    /// <summary>Threads to compute with, the calling one included; 1 to 1024. More than 16 find nothing to do. The result does not depend on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>The SIMD width, or null for the widest of this processor. The widths differ from each other in rounding.</summary>
    public SimdWidth? Simd { get; init; }
}
