using System.Numerics;

namespace Bunraku.Core.Images.Doctor;

/// <summary>
/// The colours of half-transparent edge pixels. In a clean picture they are those of the solid pixels next to them. Where one was cut out carelessly,
/// or saved premultiplied, the former background is mixed into them, most where alpha is least.
/// </summary>
internal static class EdgeColors
{
    private const byte FaintAlpha = 24;
    private const int Reach = 2;

    /// <summary>Fewer edge pixels prove nothing.</summary>
    private const int LeastPixels = 100;

    /// <summary>The mixture must explain the colours this much better than plain edges do, and matter to the eye (in code values).</summary>
    private const double LeastGain = 0.5, LeastShift = 24;

    /// <summary>
    /// How much lighter or stronger in colour than the character's own edge it must be (Oklab). A dark one cannot be told from
    /// the dark outline that most drawings have.
    /// </summary>
    private const float LeastContrast = 0.12f;

    /// <summary>The colour that is mixed into the edges, or null where they are clean.</summary>
    public static SrgbColor? FindMixedIn(StraightImage image)
    {
        var (mixed, weight, count) = (Vector3.Zero, 0f, 0);
        var (plainError, shift) = (0.0, 0.0);
        Vector3 solids = Vector3.Zero;
        List<(Vector3 Own, Vector3 Solid, float Alpha)> edges = [];
        ForEachEdge(image, (own, solid, alpha) =>
        {
            float rest = 1 - alpha;
            mixed += rest * (own - (alpha * solid));
            weight += rest * rest;
            plainError += (own - solid).LengthSquared();
            shift += (own - solid).Length();
            solids += solid;
            count++;
            edges.Add((own, solid, alpha));
        });
        if (count < LeastPixels || shift / count < LeastShift)
        {
            return null;
        }

        Vector3 color = Vector3.Clamp(mixed / weight, Vector3.Zero, new Vector3(255));
        double mixedError = edges.Sum(edge => (double)(edge.Own - (edge.Alpha * edge.Solid) - ((1 - edge.Alpha) * color)).LengthSquared());
        return mixedError < LeastGain * plainError && StandsOut(Rounded(color), Rounded(solids / count)) ? Rounded(color) : null;
    }

    private static bool StandsOut(SrgbColor mixedIn, SrgbColor own) =>
        ColorDistance.ToOklab(mixedIn).L > ColorDistance.ToOklab(own).L + LeastContrast
        || ColorDistance.Chroma(mixedIn) > ColorDistance.Chroma(own) + LeastContrast;

    private static SrgbColor Rounded(Vector3 color) => new((byte)MathF.Round(color.X), (byte)MathF.Round(color.Y), (byte)MathF.Round(color.Z));

    /// <summary>Gives every half-transparent pixel the colour of the nearest solid one, where one is near.</summary>
    public static void Clean(StraightImage image)
    {
        byte[] before = [.. image.Pixels];
        int reach = SolidNeighborhood.RadiusFor(image);
        for (int i = 0; i < image.Width * image.Height; i++)
        {
            if (before[(4 * i) + 3] is > 0 and < SolidNeighborhood.SolidAlpha && NearestSolid(before, image, i, reach) is { } solid)
            {
                before.AsSpan(4 * solid, 3).CopyTo(image.Pixels.AsSpan(4 * i));
            }
        }
    }

    private static void ForEachEdge(StraightImage image, Action<Vector3, Vector3, float> visit)
    {
        for (int i = 0; i < image.Width * image.Height; i++)
        {
            byte alpha = image.Pixels[(4 * i) + 3];
            if (alpha is >= FaintAlpha and < SolidNeighborhood.SolidAlpha && NearestSolid(image.Pixels, image, i, Reach) is { } solid)
            {
                visit(ColorAt(image.Pixels, i), ColorAt(image.Pixels, solid), alpha / 255f);
            }
        }
    }

    private static int? NearestSolid(byte[] pixels, StraightImage image, int pixel, int reach)
    {
        (int row, int column) = (pixel / image.Width, pixel % image.Width);
        (int Distance, int? Pixel) nearest = (int.MaxValue, null);
        for (int y = Math.Max(0, row - reach); y <= Math.Min(image.Height - 1, row + reach); y++)
        {
            for (int x = Math.Max(0, column - reach); x <= Math.Min(image.Width - 1, column + reach); x++)
            {
                int other = (y * image.Width) + x;
                int distance = ((y - row) * (y - row)) + ((x - column) * (x - column));
                if (distance < nearest.Distance && pixels[(4 * other) + 3] >= SolidNeighborhood.SolidAlpha)
                {
                    nearest = (distance, other);
                }
            }
        }

        return nearest.Pixel;
    }

    private static Vector3 ColorAt(byte[] pixels, int pixel) => new(pixels[4 * pixel], pixels[(4 * pixel) + 1], pixels[(4 * pixel) + 2]);
}
