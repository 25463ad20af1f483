namespace Bunraku.Distillation.Training;

/// <summary>How fast a machine trains one network.</summary>
/// <param name="ExamplesPerSecond">Above 0. The teacher is included, unless its time is given apart.</param>
/// <param name="FrameSeconds">The time of a frame of the teacher, where the number of frames is limited; null where every example has a new one.</param>
public sealed record NetworkSpeed(double ExamplesPerSecond, double? FrameSeconds = null)
{
    /// <summary>Frames that the teacher renders in addition, for sample pictures and for the quality at every checkpoint.</summary>
    private const int WatchedFrames = 24;

    /// <summary>The time of a training. Teacher and student share the processor, so their times add up also where they work side by side.</summary>
    /// <param name="examples">Examples that are shown.</param>
    /// <param name="frames">Frames that the teacher renders for them; null for one in every example.</param>
    public TimeSpan TimeFor(long examples, int? frames) =>
        TimeSpan.FromSeconds((examples / ExamplesPerSecond) + (frames is { } count ? (count + WatchedFrames) * (FrameSeconds ?? 0) : 0));
}
