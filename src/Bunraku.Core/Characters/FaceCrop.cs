namespace Bunraku.Core.Characters;

/// <summary>A fixed rectangle in a picture: rows Top to Top + Height (exclusive), columns Left to Left + Width (exclusive), in pixels.</summary>
public readonly record struct FaceCrop(int Top, int Left, int Height, int Width)
{
    /// <summary>Where a student's face network paints into the 512x512 picture, and where the face mask is cropped.</summary>
    public static FaceCrop Student { get; } = new(Top: 80, Left: 192, Height: 128, Width: 128);

    /// <summary>Where the head should be in a character picture.</summary>
    public static FaceCrop HeadBox { get; } = new(Top: 64, Left: 192, Height: 128, Width: 128);
}
