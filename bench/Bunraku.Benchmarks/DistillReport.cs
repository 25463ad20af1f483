namespace Bunraku.Benchmarks;

/// <summary>What <c>bench --distill</c> found.</summary>
internal sealed record DistillReport
{
    public required int Threads { get; init; }

    public required string Runtime { get; init; }

    /// <summary>A frame for the body network, rendered in float32 and kept, in milliseconds.</summary>
    public required double TeacherFrameMs { get; init; }

    /// <summary>The same with convolutions in bfloat16; null where the processor does not compute it.</summary>
    public required double? TeacherBfloat16FrameMs { get; init; }

    /// <summary>A frame for the face network, rendered and kept, in milliseconds.</summary>
    public required double FaceTeacherMs { get; init; }

    /// <summary>Examples of a step.</summary>
    public required int BatchSize { get; init; }

    /// <summary>A step of the body network with frames of the bank, in milliseconds.</summary>
    public required double BodyStepMs { get; init; }

    /// <summary>A step of the face network, in milliseconds.</summary>
    public required double FaceStepMs { get; init; }

    /// <summary>The expected time of the preset <c>quick</c> with the teacher <c>tha4</c> and an empty bank; in bfloat16 where the processor computes it.</summary>
    public required double QuickSeconds { get; init; }

    /// <summary>That of <c>standard</c>.</summary>
    public required double StandardSeconds { get; init; }

    /// <summary>That of <c>fine</c>.</summary>
    public required double FineSeconds { get; init; }
}
