namespace Bunraku.Siren;

/// <summary>How a <see cref="StudentPoser"/> uses the machine.</summary>
public sealed record StudentPoserOptions
{
    /// <summary>Threads to compute with, the calling one included; at least 1.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>The SIMD width, or null for the widest of this processor.</summary>
    public SimdWidth? Simd { get; init; }

    /// <summary>How frames of <see cref="Core.Posing.PoseRequest.Live"/> are computed. All others are computed in float32.</summary>
    public Arithmetic Arithmetic { get; init; } = Arithmetic.Auto;
}
