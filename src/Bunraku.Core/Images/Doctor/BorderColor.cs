namespace Bunraku.Core.Images.Doctor;

/// <summary>What runs along the border of a picture. The lower border is left out: there a character usually leaves the picture.</summary>
/// <param name="TransparentShare">The share of its pixels that are transparent, 0 to 1.</param>
/// <param name="Color">The commonest colour of the others.</param>
/// <param name="ColorShare">The share of the border that has this colour, 0 to 1.</param>
/// <param name="Unevenness">How far the colour strays (95 of 100 pixels stay within), in the unit of <see cref="ColorDistance"/>.</param>
internal readonly record struct BorderColor(double TransparentShare, SrgbColor Color, double ColorShare, double Unevenness)
{
    /// <summary>How far from the commonest colour a pixel may be to count for it: beyond the noise of strong JPEG compression.</summary>
    private const float Reach = 8;

    private const double FlatShare = 0.55;
    private const double FreeShare = 0.3;
    private const int Bins = 16;

    /// <summary>Whether the character is cut out already.</summary>
    public bool IsTransparent => TransparentShare >= FreeShare;

    /// <summary>Whether the border is mainly of one colour.</summary>
    public bool IsFlat => !IsTransparent && ColorShare >= FlatShare;

    /// <summary>Looks at the border of a picture, two pixels deep.</summary>
    public static BorderColor Of(StraightImage image)
    {
        List<int> border = Pixels(image);
        List<int> solid = border.FindAll(pixel => image.Pixels[(4 * pixel) + 3] >= 128);
        double transparent = 1 - ((double)solid.Count / border.Count);
        if (solid.Count == 0)
        {
            return new BorderColor(transparent, default, 0, 0);
        }

        SrgbColor color = Commonest(image, solid);
        List<int> near = Near(image, solid, color);
        color = Mean(image, near.Count > 0 ? near : solid);
        near = Near(image, solid, color);
        var distance = new ColorDistance(color);
        double[] strays = [.. near.Select(pixel => (double)distance.To(image.Pixels.AsSpan(4 * pixel, 4))).Order()];
        double uneven = strays.Length == 0 ? 0 : strays[(int)(0.95 * (strays.Length - 1))];
        return new BorderColor(transparent, color, (double)near.Count / border.Count, uneven);
    }

    private static List<int> Pixels(StraightImage image)
    {
        int deep = Math.Min(2, Math.Min(image.Width, image.Height));
        List<int> border = [];
        for (int row = 0; row < image.Height; row++)
        {
            for (int column = 0; column < image.Width; column++)
            {
                if (row >= deep && column == deep)
                {
                    column = Math.Max(column, image.Width - deep);
                }

                border.Add((row * image.Width) + column);
            }
        }

        return border;
    }

    private static SrgbColor Commonest(StraightImage image, List<int> pixels)
    {
        int[] counts = new int[Bins * Bins * Bins];
        int BinOf(int pixel)
        {
            ReadOnlySpan<byte> color = image.Pixels.AsSpan(4 * pixel, 4);
            return (color[0] * Bins / 256 * Bins * Bins) + (color[1] * Bins / 256 * Bins) + (color[2] * Bins / 256);
        }

        foreach (int pixel in pixels)
        {
            counts[BinOf(pixel)]++;
        }

        int fullest = Array.IndexOf(counts, counts.Max());
        return Mean(image, pixels.FindAll(pixel => BinOf(pixel) == fullest));
    }

    private static List<int> Near(StraightImage image, List<int> pixels, SrgbColor color)
    {
        var distance = new ColorDistance(color);
        return pixels.FindAll(pixel => distance.To(image.Pixels.AsSpan(4 * pixel, 4)) <= Reach);
    }

    private static SrgbColor Mean(StraightImage image, List<int> pixels)
    {
        byte Channel(int channel) => (byte)Math.Round(pixels.Average(pixel => (double)image.Pixels[(4 * pixel) + channel]));
        return new SrgbColor(Channel(0), Channel(1), Channel(2));
    }
}
