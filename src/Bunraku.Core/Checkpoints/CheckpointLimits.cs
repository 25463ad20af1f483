namespace Bunraku.Core.Checkpoints;

/// <summary>How large a checkpoint may be before it is refused.</summary>
/// <param name="MaxBytes">The most bytes of the file, of all its unpacked entries together, and of all its tensors together.</param>
public sealed record CheckpointLimits(long MaxBytes)
{
    /// <summary>For a student network, which has 1.3 MB: 64 MB.</summary>
    public static CheckpointLimits Student { get; } = new(64L << 20);

    /// <summary>For one of the five teacher networks, which have 140 MB: 512 MB.</summary>
    public static CheckpointLimits Teacher { get; } = new(512L << 20);

    /// <summary>For everything else: 2 GB.</summary>
    public static CheckpointLimits Large { get; } = new(2_000_000_000);
}
