using Bunraku.Core.Errors;

namespace Bunraku.Core.Images;

/// <summary>How large a picture may be; asked before anything is allocated for its pixels.</summary>
internal static class PictureSize
{
    /// <exception cref="BadInputException">A side is beyond 1..<see cref="PngFile.MaximumSide"/>, or all is beyond <see cref="PngFile.MaximumPixels"/>.</exception>
    public static void Require(long width, long height, string name)
    {
        if (width <= 0 || height <= 0 || width > PngFile.MaximumSide || height > PngFile.MaximumSide || width * height > PngFile.MaximumPixels)
        {
            throw new BadInputException(
                $"{name}: the picture is {width}x{height}, but at most {PngFile.MaximumSide} pixels a side and {PngFile.MaximumPixels / 1_000_000} million in all are read. Make it smaller.");
        }
    }
}
