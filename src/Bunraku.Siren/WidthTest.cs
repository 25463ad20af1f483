using System.Diagnostics;

namespace Bunraku.Siren;

/// <summary>The result of the self-test of one SIMD width.</summary>
/// <param name="Width">The width.</param>
/// <param name="Failure">The first kernel that computes wrong, with the value; null if all are right.</param>
/// <param name="Time">How long the test took, compilation of the kernels included.</param>
public sealed record WidthTest(SimdWidth Width, string? Failure, TimeSpan Time)
{
    /// <summary>Whether all kernels are right.</summary>
    public bool Passed => Failure is null;

    /// <summary>Runs the self-test of a width and takes its time.</summary>
    internal static WidthTest Run(SimdWidth width, Func<string?> test)
    {
        long start = Stopwatch.GetTimestamp();
        string? failure = test();
        return new WidthTest(width, failure, Stopwatch.GetElapsedTime(start));
    }
}
