namespace Bunraku.Core.Poses;

/// <summary>The eight categories of pose parameters, with the numbers of the published system.</summary>
public enum PoseCategory
{
    /// <summary>Eyebrow shapes.</summary>
    Eyebrow = 1,

    /// <summary>Eyelid shapes.</summary>
    Eye = 2,

    /// <summary>The size of the irises.</summary>
    IrisMorph = 3,

    /// <summary>The direction of the gaze.</summary>
    IrisRotation = 4,

    /// <summary>Mouth shapes.</summary>
    Mouth = 5,

    /// <summary>Turns of the head.</summary>
    FaceRotation = 6,

    /// <summary>Turns of the upper body.</summary>
    BodyRotation = 7,

    /// <summary>The breath.</summary>
    Breathing = 8,
}
