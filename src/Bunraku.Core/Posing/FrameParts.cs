namespace Bunraku.Core.Posing;

/// <summary>
/// The parts of a posed frame in addition to the final picture, in the published order of a student's outputs. All are float32 planes in
/// the layout [channel, row, column].
/// </summary>
[Flags]
public enum FrameParts
{
    /// <summary>The final picture alone.</summary>
    None = 0,

    /// <summary>[1, 512, 512]: the weight of the colour change; not limited to 0..1.</summary>
    Alpha = 1,

    /// <summary>[4, 512, 512], network convention.</summary>
    ColorChange = 2,

    /// <summary>[4, 512, 512], network convention: the character picture after the warp.</summary>
    Warped = 4,

    /// <summary>[2, 512, 512]: x offset, then y offset, in units where 2 is the side of the picture.</summary>
    GridChange = 8,

    /// <summary>[4, 128, 128], network convention: the output of the face network.</summary>
    Face = 16,

    /// <summary>
    /// [4, 512, 512], network convention: the character's picture with the posed face in it, which is what the body network warps. A
    /// student replaces the 128 x 128 face crop; the five-network teacher a larger rectangle.
    /// </summary>
    FaceMorphed = 32,

    /// <summary>Every part.</summary>
    All = Alpha | ColorChange | Warped | GridChange | Face | FaceMorphed,
}
