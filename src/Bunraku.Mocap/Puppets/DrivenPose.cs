using Bunraku.Core.Poses;

namespace Bunraku.Mocap.Puppets;

/// <summary>A pose that a <see cref="PuppetDriver"/> made.</summary>
/// <param name="Pose">The pose.</param>
/// <param name="FaceArrival">When the face that it follows arrived; null while it follows none.</param>
public readonly record struct DrivenPose(Pose Pose, TimeSpan? FaceArrival);
