namespace Bunraku.Benchmarks;

/// <summary>
/// What a benchmark found. Its JSON form is one flat object of these names in camel case. Times are medians and 95th percentiles
/// of single frames in milliseconds; a speedup is the median of ONNX Runtime divided by ours.
/// </summary>
internal sealed record BenchReport
{
    /// <summary>
    /// The floating-point operations of a dense frame after the algebra that saves work (pose folded into biases, products before
    /// upsampling, separable positions): two for each of 13,731,102,720 multiply-adds. The published networks need 38 % more.
    /// </summary>
    public const double DenseFrameOperations = 2 * 13_731_102_720d;

    public required string Character { get; init; }

    public required int Threads { get; init; }

    /// <summary>512, 256, 128 or scalar.</summary>
    public required string Simd { get; init; }

    public required string Runtime { get; init; }

    public required string OnnxRuntimeVersion { get; init; }

    /// <summary>How often each contestant had its turn.</summary>
    public required int Rounds { get; init; }

    public required double DenseMs { get; init; }

    public required double DenseP95Ms { get; init; }

    public required double MaskedMs { get; init; }

    public required double MaskedP95Ms { get; init; }

    /// <summary>In 16-bit fixed point; null, like the other figures of it, where this processor or the character has none.</summary>
    public required double? FixedDenseMs { get; init; }

    public required double? FixedDenseP95Ms { get; init; }

    public required double? FixedMaskedMs { get; init; }

    public required double? FixedMaskedP95Ms { get; init; }

    public required double OnnxRuntimeMs { get; init; }

    public required double OnnxRuntimeP95Ms { get; init; }

    public double DenseSpeedup => OnnxRuntimeMs / DenseMs;

    public double MaskedSpeedup => OnnxRuntimeMs / MaskedMs;

    public double? FixedDenseSpeedup => OnnxRuntimeMs / FixedDenseMs;

    public double? FixedMaskedSpeedup => OnnxRuntimeMs / FixedMaskedMs;

    /// <summary>The machine's fused multiply-add peak on as many threads, on its widest vectors, in 10^9 operations a second.</summary>
    public required double FmaPeakGflops { get; init; }

    /// <summary>What a dense frame reaches of it, in 10^9 operations a second; sines, upsampling and warp are not counted as work.</summary>
    public double DenseGflops => DenseFrameOperations / DenseMs / 1e6;

    public double DenseFmaShare => DenseGflops / FmaPeakGflops;

    /// <summary>The share of the frame's pixels that the masked frame computes.</summary>
    public required double MaskCoverage { get; init; }

    /// <summary>
    /// The masked frame against the dense one inside the character, over the worst of the compared poses;
    /// <see cref="FrameComparison.IdenticalDb"/> where they are identical.
    /// </summary>
    public required double MaskedPsnrDb { get; init; }

    /// <summary>The frame in fixed point against the one in float32, every pixel of both, inside the character, over the worst of the compared poses.</summary>
    public required double? FixedPsnrDb { get; init; }

    /// <summary>From the start of a process to its first frame: runtime, loading, preparation and one dense frame.</summary>
    public required double FirstFrameMs { get; init; }

    /// <summary>Managed bytes that a warm frame allocates on all threads together.</summary>
    public required double WarmFrameBytes { get; init; }

    /// <summary>Managed bytes that a warm frame allocates on the calling thread.</summary>
    public required double WarmFrameBytesOnCaller { get; init; }

    public byte[] ToJson() => ReportJson.Of(this);
}
