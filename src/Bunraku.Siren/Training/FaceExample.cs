using Bunraku.Core.Poses;

namespace Bunraku.Siren.Training;

/// <summary>One example of the face network.</summary>
/// <param name="Pose">The pose; the network sees its first 39 values.</param>
/// <param name="Target">[4, 128, 128], network convention: the teacher's face crop.</param>
public sealed record FaceExample(Pose Pose, float[] Target);
