namespace Bunraku.Core.Images;

/// <summary>The fixed rectangles of a 512x512 character picture.</summary>
public static class FaceCrop
{
    /// <summary>Where a student's face network paints into the picture, and where the face mask is cropped.</summary>
    public static PixelRectangle Student { get; } = new(Top: 80, Left: 192, Height: 128, Width: 128);

    /// <summary>Where the head should be.</summary>
    public static PixelRectangle HeadBox { get; } = new(Top: 64, Left: 192, Height: 128, Width: 128);
}
