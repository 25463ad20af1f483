namespace Bunraku.Core.Teachers;

/// <summary>What an output of a teacher comes from: one of its networks, or the step between them.</summary>
public enum TeacherPart
{
    /// <summary>THA4's network that makes the final picture at 512 x 512.</summary>
    Upscaler,

    /// <summary>The posed face put into the picture.</summary>
    BetweenNetworks,

    /// <summary>THA4's network that warps head and body at 256 x 256.</summary>
    BodyMorpher,

    /// <summary>The network that draws eyes and mouth.</summary>
    FaceMorpher,

    /// <summary>The network that puts posed eyebrows onto the face.</summary>
    EyebrowCombiner,

    /// <summary>The network that separates the eyebrows from the face.</summary>
    EyebrowDecomposer,

    /// <summary>THA3's network that makes the final picture at 512 x 512.</summary>
    Editor,

    /// <summary>THA3's network that warps head and body at 256 x 256.</summary>
    Rotator,
}
