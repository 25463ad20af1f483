namespace Bunraku.Core.Poses;

/// <summary>How a keyframe's pose turns into the next one's.</summary>
public enum PoseEasing
{
    /// <summary>Slow at both ends: 3t^2 - 2t^3.</summary>
    Smooth = 0,

    /// <summary>At constant speed.</summary>
    Linear = 1,

    /// <summary>Not at all: the pose stays until the next keyframe.</summary>
    Hold = 2,
}
