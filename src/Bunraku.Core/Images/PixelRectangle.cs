namespace Bunraku.Core.Images;

/// <summary>A rectangle in a picture, in pixels: rows Top to Top + Height (exclusive), columns Left to Left + Width (exclusive).</summary>
/// <param name="Top">The first row.</param>
/// <param name="Left">The first column.</param>
/// <param name="Height">The number of rows.</param>
/// <param name="Width">The number of columns.</param>
public readonly record struct PixelRectangle(int Top, int Left, int Height, int Width);
