namespace Bunraku.Benchmarks;

/// <summary>What our own engine took for the frames of a teacher. Times are medians in milliseconds.</summary>
internal sealed record EngineTurns
{
    /// <summary>The SIMD width in bits, or "scalar".</summary>
    public required string Simd { get; init; }

    /// <summary>A frame of another picture, so that nothing is kept.</summary>
    public required double EverythingNewMs { get; init; }

    /// <summary>A frame of which all 45 pose values are new.</summary>
    public required double FrameMs { get; init; }

    /// <summary>A frame of which only head, neck, body or breathing is new.</summary>
    public required double BodyOnlyFrameMs { get; init; }

    /// <summary>The posed face alone, with a new face and new eyebrows.</summary>
    public required double FaceOnlyFrameMs { get; init; }

    /// <summary>libtorch's time of a frame as a multiple of ours; the median over the rounds.</summary>
    public required double Speedup { get; init; }

    /// <summary>The pointwise products of a frame of which everything is new, alone.</summary>
    public required double ProductsMs { get; init; }

    /// <summary>Their 10^9 floating-point operations a second.</summary>
    public required double ProductsGflops { get; init; }

    /// <summary>The machine's fused multiply-add peak on as many threads, in 10^9 operations a second.</summary>
    public required double FmaPeakGflops { get; init; }

    /// <summary>How much of the peak the products reach alone.</summary>
    public double ProductsFmaShare => ProductsGflops / FmaPeakGflops;

    /// <summary>How much of the peak the products reach if everything else of a frame is counted as their time.</summary>
    public double FrameFmaShare => ProductsGflops * ProductsMs / EverythingNewMs / FmaPeakGflops;
}
