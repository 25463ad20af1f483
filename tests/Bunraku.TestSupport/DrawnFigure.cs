using Bunraku.Core.Images;

namespace Bunraku.TestSupport;

/// <summary>A character of the simplest kind, with hard edges: head, neck and body of one colour, placed as a picture should be at 512 pixels.</summary>
public static class DrawnFigure
{
    /// <summary>Draws it on a transparent square.</summary>
    /// <param name="size">The side of the picture, in pixels.</param>
    /// <param name="scale">How much larger than in a picture of 512 pixels the figure is.</param>
    public static StraightImage Draw(int size = 512, double scale = 1)
    {
        var image = new StraightImage(size, size);
        byte[] color = [200, 90, 60, 255];
        for (int i = 0; i < size * size; i++)
        {
            if (IsInside((i % size / scale) - 256, i / size / scale))
            {
                color.CopyTo(image.Pixels, 4 * i);
            }
        }

        return image;
    }

    /// <summary>Lays a picture over one colour: #14c828.</summary>
    public static StraightImage OnGreen(StraightImage image)
    {
        var flat = new StraightImage(image.Width, image.Height, [.. image.Pixels]);
        byte[] green = [0x14, 0xc8, 0x28, 255];
        for (int i = 0; i < flat.Pixels.Length; i += 4)
        {
            if (flat.Pixels[i + 3] == 0)
            {
                green.CopyTo(flat.Pixels, i);
            }
        }

        return flat;
    }

    private static bool IsInside(double x, double y)
    {
        bool head = (x * x / (60 * 60)) + ((y - 122) * (y - 122) / (58 * 58)) <= 1;
        bool neck = Math.Abs(x) <= 20 && y is > 160 and < 210;
        bool body = y > 204 && Math.Abs(x) <= Math.Min(100, 40 + (y - 204));
        return head || neck || body;
    }
}
