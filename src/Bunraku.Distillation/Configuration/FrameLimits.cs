namespace Bunraku.Distillation.Configuration;

/// <summary>From how many frames of the teacher the networks learn, each shown again and again with other pixels.</summary>
/// <param name="Face">Frames of the face network.</param>
/// <param name="Body">Frames of the body network.</param>
public sealed record FrameLimits(int Face, int Body)
{
    /// <summary>So many can be asked for.</summary>
    public const int Most = 1_000_000;
}
