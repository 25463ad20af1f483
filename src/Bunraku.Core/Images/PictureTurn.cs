using SkiaSharp;

namespace Bunraku.Core.Images;

/// <summary>Turns and mirrors pictures as the EXIF orientation in their file asks.</summary>
internal static class PictureTurn
{
    /// <summary>The picture as it is meant to be seen; the given one where its file holds it so.</summary>
    public static StraightImage Upright(StraightImage image, SKEncodedOrigin origin)
    {
        if (origin is SKEncodedOrigin.TopLeft or < SKEncodedOrigin.TopLeft or > SKEncodedOrigin.LeftBottom)
        {
            return image;
        }

        bool transposed = origin >= SKEncodedOrigin.LeftTop;
        bool fromRight = origin is SKEncodedOrigin.TopRight or SKEncodedOrigin.BottomRight or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;
        bool fromBottom = origin is SKEncodedOrigin.BottomRight or SKEncodedOrigin.BottomLeft or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom;
        (int width, int height) = transposed ? (image.Height, image.Width) : (image.Width, image.Height);
        var upright = new StraightImage(width, height) { HasUnusedProfile = image.HasUnusedProfile };
        for (int row = 0; row < upright.Height; row++)
        {
            for (int column = 0; column < upright.Width; column++)
            {
                (int x, int y) = transposed ? (row, column) : (column, row);
                x = fromRight ? image.Width - 1 - x : x;
                y = fromBottom ? image.Height - 1 - y : y;
                image.Pixels.AsSpan(4 * ((y * image.Width) + x), 4).CopyTo(upright.Pixels.AsSpan(4 * ((row * upright.Width) + column)));
            }
        }

        return upright;
    }
}
