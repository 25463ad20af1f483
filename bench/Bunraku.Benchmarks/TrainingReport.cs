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

    /// <summary>The engine with the face's pixels drawn at random.</summary>
    public required double FaceSimdSparseMs { get; init; }

    /// <summary>What the machine multiplies and adds at most, on registers alone: 10^9 floating-point operations a second of all threads together.</summary>
    public required double FmaPeakGflops { get; init; }

    /// <summary>The share of that peak which a step of the body with every pixel reaches.</summary>
    public double BodyFmaShare => TrainingArithmetic.BodyGflop / BodySimdMs * 1e3 / FmaPeakGflops;

    /// <summary>The share of that peak which a step of the face with every pixel reaches.</summary>
    public double FaceFmaShare => TrainingArithmetic.FaceGflop / FaceSimdMs * 1e3 / FmaPeakGflops;

    /// <summary>How many times as fast as libtorch a step of the body with every pixel would be at that peak.</summary>
    public double BodySpeedupAtPeak => BodySpeedup / BodyFmaShare;

    /// <summary>How many times as fast as libtorch a step of the face with every pixel would be at that peak.</summary>
    public double FaceSpeedupAtPeak => FaceSpeedup / FaceFmaShare;

    public double FaceSparseSpeedup => FaceTorchMs / FaceSimdSparseMs;

    public double BodySpeedup => BodyTorchMs / BodySimdMs;

    public double BodySparseSpeedup => BodyTorchMs / BodySimdSparseMs;

    public double FaceSpeedup => FaceTorchMs / FaceSimdMs;

    /// <summary>The share of the frame that is in the support mask.</summary>
    public required double MaskCoverage { get; init; }

    /// <summary>The probability of a block inside the mask.</summary>
    public required double Inside { get; init; }

    /// <summary>The probability of a block outside the mask.</summary>
    public required double Outside { get; init; }

    /// <summary>The probability of a run of the face's pixels on the mask.</summary>
    public required double FaceMask { get; init; }

    /// <summary>The probability of another run.</summary>
    public required double FaceRest { get; init; }
}
