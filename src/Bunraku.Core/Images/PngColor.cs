namespace Bunraku.Core.Images;

/// <summary>The colour types of the PNG specification.</summary>
internal enum PngColor
{
    Grey = 0,
    Rgb = 2,
    Palette = 3,
    GreyAlpha = 4,
    Rgba = 6,
}
