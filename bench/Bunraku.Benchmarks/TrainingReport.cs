namespace Bunraku.Benchmarks;

/// <summary>What <c>bench --training</c> found. Times are medians in milliseconds of one step with one example: forward, backward and Adam.</summary>
internal sealed record TrainingReport
{
    public required int Threads { get; init; }

    public required string Runtime { get; init; }

    /// <summary>512, 256, 128 or scalar.</summary>
    public required string Simd { get; init; }

    /// <summary>How often each contestant had its turn.</summary>
    public required int Rounds { get; init; }

    public required double BodyTorchMs { get; init; }

    public required double BodySimdMs { get; init; }

    /// <summary>The engine with the support sampling on.</summary>
    public required double BodySimdSparseMs { get; init; }

    public required double FaceTorchMs { get; init; }

    public required double FaceSimdMs { get; init; }

    public double BodySpeedup => BodyTorchMs / BodySimdMs;

    public double BodySparseSpeedup => BodyTorchMs / BodySimdSparseMs;

    public double FaceSpeedup => FaceTorchMs / FaceSimdMs;

    /// <summary>The share of the frame that is in the support mask.</summary>
    public required double MaskCoverage { get; init; }

    /// <summary>The probability of a block inside the mask.</summary>
    public required double Inside { get; init; }

    /// <summary>The probability of a block outside the mask.</summary>
    public required double Outside { get; init; }
}
