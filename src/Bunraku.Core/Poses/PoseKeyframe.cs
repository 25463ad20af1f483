namespace Bunraku.Core.Poses;

/// <summary>A pose at a time of an animation.</summary>
/// <param name="Time">In seconds from the start.</param>
/// <param name="Pose">The pose at that time.</param>
/// <param name="Easing">The way from this pose to that of the next keyframe.</param>
public sealed record PoseKeyframe(double Time, Pose Pose, PoseEasing Easing);
