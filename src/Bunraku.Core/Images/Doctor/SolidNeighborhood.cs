namespace Bunraku.Core.Images.Doctor;

/// <summary>Which pixels of a picture have a solid one nearby.</summary>
internal static class SolidNeighborhood
{
    /// <summary>From this alpha on a pixel is solid: half-transparent edges end here.</summary>
    public const byte SolidAlpha = 200;

    /// <summary>How far, in pixels, the soft edge of a drawing reaches from its solid part.</summary>
    public static int RadiusFor(StraightImage image) => RadiusFor(Math.Max(image.Width, image.Height));

    /// <summary>The same for a picture with this longest side.</summary>
    public static int RadiusFor(int longestSide) => 3 + (longestSide / 512);

    /// <summary>[height, width]: whether a pixel with alpha of at least <paramref name="alpha"/> is within the radius (a square).</summary>
    public static bool[] Of(StraightImage image, int radius, byte alpha) => Of(i => image.Pixels[(4 * i) + 3] >= alpha, image.Width, image.Height, radius);

    /// <summary>[height, width]: whether a pixel that <paramref name="isSet"/> holds for is within the radius (a square).</summary>
    public static bool[] Of(Func<int, bool> isSet, int width, int height, int radius)
    {
        bool[] alongRows = new bool[width * height];
        for (int row = 0; row < height; row++)
        {
            Widen(i => isSet((row * width) + i), width, radius, i => alongRows[(row * width) + i] = true);
        }

        bool[] near = new bool[width * height];
        for (int column = 0; column < width; column++)
        {
            Widen(i => alongRows[(i * width) + column], height, radius, i => near[(i * width) + column] = true);
        }

        return near;
    }

    private static void Widen(Func<int, bool> isSet, int length, int radius, Action<int> set)
    {
        int until = -1;
        for (int i = -radius; i < length; i++)
        {
            if (i + radius < length && isSet(i + radius))
            {
                until = i + (2 * radius);
            }

            if (i >= 0 && i <= until)
            {
                set(i);
            }
        }
    }
}
