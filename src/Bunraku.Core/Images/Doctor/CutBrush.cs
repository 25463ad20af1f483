namespace Bunraku.Core.Images.Doctor;

/// <summary>The brush that restores and erases, with a soft edge.</summary>
internal static class CutBrush
{
    /// <summary>From this share of the radius on the brush gets weaker.</summary>
    private const double SolidShare = 0.6;

    /// <summary>Applies the brush strokes in their order, in place; marks are left out.</summary>
    /// <param name="image">The picture as it is cut out.</param>
    /// <param name="source">The picture before, of the same size.</param>
    /// <param name="strokes">In pixels of this picture.</param>
    public static void Apply(StraightImage image, StraightImage source, IEnumerable<CutStroke> strokes)
    {
        byte[]? strengths = null;
        foreach (CutStroke stroke in strokes.Where(stroke => !stroke.IsMark))
        {
            // Parts of a stroke overlap; it must act once on each pixel.
            strengths ??= new byte[image.Width * image.Height];
            stroke.ForEachPixel(image.Width, image.Height, (pixel, share) => strengths[pixel] = Math.Max(strengths[pixel], StrengthAt(share)));
            stroke.ForEachPixel(image.Width, image.Height, (pixel, _) =>
            {
                Act(image.Pixels.AsSpan(4 * pixel, 4), source.Pixels.AsSpan(4 * pixel, 4), stroke.Kind, strengths[pixel]);
                strengths[pixel] = 0;
            });
        }
    }

    private static byte StrengthAt(double share)
    {
        double edge = Math.Clamp((1 - share) / (1 - SolidShare), 0, 1);
        return (byte)Math.Round(255 * edge * edge * (3 - (2 * edge)));
    }

    private static void Act(Span<byte> pixel, ReadOnlySpan<byte> source, StrokeKind kind, int strength)
    {
        if (kind == StrokeKind.Erase)
        {
            pixel[3] = (byte)(((pixel[3] * (255 - strength)) + 127) / 255);
            return;
        }

        int alpha = Math.Max(pixel[3], ((source[3] * strength) + 127) / 255);
        if (alpha > pixel[3])
        {
            source[..3].CopyTo(pixel);
            pixel[3] = (byte)alpha;
        }
    }
}
