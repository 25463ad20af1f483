namespace Bunraku.Siren;

/// <summary>The result of the self-test of one SIMD width.</summary>
/// <param name="Width">The width.</param>
/// <param name="Failure">The first kernel that computes wrong, with the value; null if all are right.</param>
/// <param name="Time">How long the test took, compilation of the kernels included.</param>
public sealed record WidthTest(SimdWidth Width, string? Failure, TimeSpan Time)
{
    /// <summary>Whether all kernels are right.</summary>
    public bool Passed => Failure is null;
}
