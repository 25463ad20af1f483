using Bunraku.Core.Poses;

namespace Bunraku.Torch.Teachers;

/// <summary>The slices of a pose that the networks see, and those that decide what a stage can keep.</summary>
internal static class PoseParts
{
    private const int EyebrowCount = 12;

    /// <summary>12 values.</summary>
    public static ReadOnlySpan<float> Eyebrows(Pose pose) => pose.Values[..EyebrowCount];

    /// <summary>27 values: eyes, irises and mouth.</summary>
    public static ReadOnlySpan<float> Face(Pose pose) => pose.Values[EyebrowCount..PoseParameters.FaceCount];

    /// <summary>6 values: head, neck, body and breathing.</summary>
    public static ReadOnlySpan<float> Rotation(Pose pose) => pose.Values[PoseParameters.FaceCount..];

    public static ReadOnlySpan<float> UpToEyebrows(Pose pose) => Eyebrows(pose);

    public static ReadOnlySpan<float> UpToFace(Pose pose) => pose.FaceValues;
}
