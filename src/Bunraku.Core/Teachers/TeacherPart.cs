namespace Bunraku.Core.Teachers;

/// <summary>What an output of the teacher comes from: one of the five networks, or the step between them.</summary>
public enum TeacherPart
{
    Upscaler,

    /// <summary>The posed face put into the picture.</summary>
    BetweenNetworks,
    BodyMorpher,
    FaceMorpher,
    EyebrowCombiner,
    EyebrowDecomposer,
}
