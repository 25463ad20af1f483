namespace Bunraku.Benchmarks;

/// <summary>What bfloat16 gave in the rounds of <c>bench --teacher</c>.</summary>
internal sealed record ReducedReport
{
    /// <summary>A frame of which all 45 pose values are new, in milliseconds.</summary>
    public required double FrameMs { get; init; }

    /// <summary>How many times as fast as float32 that is; the median over the rounds.</summary>
    public required double Speedup { get; init; }

    /// <summary>The worst frame's PSNR against float32. The weights are made up.</summary>
    public required double LeastPsnrDb { get; init; }
}
