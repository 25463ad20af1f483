namespace Bunraku.Core.Posing;

/// <summary>What a poser is asked to draw.</summary>
public sealed record PoseRequest
{
    private PoseRequest(PoseScope scope, FrameParts parts, bool isLive = false) => (Scope, Parts, IsLive) = (scope, parts, isLive);

    /// <summary>The final picture; pixels that no pose can reach may be left out.</summary>
    public static PoseRequest Masked { get; } = new(PoseScope.Masked, FrameParts.None);

    /// <summary>The final picture as in <see cref="Masked"/>, to be shown for a moment: a poser that has a faster arithmetic may use it.</summary>
    public static PoseRequest Live { get; } = new(PoseScope.Masked, FrameParts.None, isLive: true);

    /// <summary>Every pixel of the final picture.</summary>
    public static PoseRequest Whole { get; } = new(PoseScope.Whole, FrameParts.None);

    /// <summary>The face, and no picture.</summary>
    public static PoseRequest FaceOnly { get; } = new(PoseScope.FaceOnly, FrameParts.Face);

    /// <summary>How much is drawn.</summary>
    public PoseScope Scope { get; }

    /// <summary>The parts to fill in addition to the picture.</summary>
    public FrameParts Parts { get; }

    /// <summary>Whether speed counts more than the last bits.</summary>
    public bool IsLive { get; }

    /// <summary>Whether there is no picture, only the face.</summary>
    public bool IsFaceOnly => Scope == PoseScope.FaceOnly;

    /// <summary>Every pixel of the final picture and of some parts.</summary>
    public static PoseRequest WithParts(FrameParts parts) => new(PoseScope.Whole, parts);
}
