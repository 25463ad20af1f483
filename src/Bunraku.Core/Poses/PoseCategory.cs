namespace Bunraku.Core.Poses;

/// <summary>The eight categories of pose parameters, with the numbers of the published system.</summary>
public enum PoseCategory
{
    Eyebrow = 1,
    Eye = 2,
    IrisMorph = 3,
    IrisRotation = 4,
    Mouth = 5,
    FaceRotation = 6,
    BodyRotation = 7,
    Breathing = 8,
}
