namespace Bunraku.Core.Posing;

/// <summary>How much of a frame a poser draws.</summary>
public enum PoseScope
{
    /// <summary>The final picture. Pixels that no pose of the character can reach may be left transparent.</summary>
    Masked,

    /// <summary>Every pixel of the final picture and of the parts.</summary>
    Whole,

    /// <summary>The face alone: nothing that only the body needs.</summary>
    FaceOnly,
}
