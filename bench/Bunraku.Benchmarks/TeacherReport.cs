namespace Bunraku.Benchmarks;

/// <summary>What <c>bench --teacher</c> found. Times are medians in milliseconds.</summary>
internal sealed record TeacherReport
{
    /// <summary>Whose networks.</summary>
    public required string Family { get; init; }

    public required int Threads { get; init; }

    public required string Runtime { get; init; }

    public required string LibTorchVersion { get; init; }

    /// <summary>How often each contestant had its turn.</summary>
    public required int Rounds { get; init; }

    /// <summary>A frame of which all 45 pose values are new.</summary>
    public required double TeacherFrameMs { get; init; }

    /// <summary>The sum of the convolutions and matrix products of such a frame, each alone.</summary>
    public required double TeacherConvolutionsMs { get; init; }

    /// <summary>How many convolutions and matrix products that is.</summary>
    public required int TeacherProducts { get; init; }

    /// <summary>The frame's time as a multiple of its convolutions'; the median over the rounds.</summary>
    public required double TeacherRatio { get; init; }

    /// <summary>A frame of which only head, neck, body or breathing is new.</summary>
    public required double BodyOnlyFrameMs { get; init; }

    /// <summary>The posed face alone, with a new face and new eyebrows: what a face student learns from.</summary>
    public required double FaceOnlyFrameMs { get; init; }

    /// <summary>Our own engine on the same frames in the same rounds; null where it cannot compute the family.</summary>
    public EngineTurns? Engine { get; init; }

    /// <summary>libtorch in bfloat16 on the same frames in the same rounds; null where it was not asked for.</summary>
    public ReducedReport? BFloat16 { get; init; }

    /// <summary>The most memory that the process had in use, the program and the weights' making included.</summary>
    public required long PeakMemoryBytes { get; init; }
}
