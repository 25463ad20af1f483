namespace Bunraku.Core.Images;

/// <summary>A rectangle in a picture, in pixels: rows Top to Top + Height (exclusive), columns Left to Left + Width (exclusive).</summary>
public readonly record struct PixelRectangle(int Top, int Left, int Height, int Width);
