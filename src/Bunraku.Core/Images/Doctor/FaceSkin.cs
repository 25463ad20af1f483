namespace Bunraku.Core.Images.Doctor;

/// <summary>
/// Finds the chin by the colour of skin, for heads whose hair hides the neck in the outline. Going down from the widest part of the face, skin
/// narrows to the chin and continues as narrow as the neck.
/// </summary>
internal static class FaceSkin
{
    /// <summary>Skin in drawings, from dark to nearly white (Oklab): lightness, strength of colour, and a hue from pink to tan, in degrees.</summary>
    private const float LeastLightness = 0.45f, LeastChroma = 0.012f, MostChroma = 0.14f, LeastHue = 15, MostHue = 78;

    /// <summary>The face is this part of the head's width, hair included.</summary>
    private const double LeastFace = 0.4, MostFace = 1.0;

    /// <summary>The neck is at most this part of the face's width.</summary>
    private const double MostNeck = 0.68;

    /// <summary>The first row below the chin, or null where no face is seen.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="axis">The column of the head's middle.</param>
    /// <param name="top">The head's first row.</param>
    /// <param name="headWidth">Hair included, in pixels.</param>
    public static int? FindChin(StraightImage image, double axis, int top, int headWidth)
    {
        int bottom = Math.Min(image.Height, top + (int)(1.6 * headWidth));
        int[] widths = [.. Enumerable.Range(top, Math.Max(0, bottom - top)).Select(row => SkinWidth(image, row, axis, headWidth))];
        if (widths.Length == 0)
        {
            return null;
        }

        int widest = Array.IndexOf(widths, widths.Max());
        double face = widths[widest];
        if (face < LeastFace * headWidth || face > MostFace * headWidth)
        {
            return null;
        }

        // Where narrowing ends the neck begins; a step in the line of the chin is shorter than this.
        int steady = Math.Max(2, headWidth / 40);
        for (int i = widest; i + steady < widths.Length; i++)
        {
            if (widths[i] > 0 && widths[i] <= MostNeck * face && widths[i + steady] >= widths[i] - 1)
            {
                return top + i;
            }
        }

        return null;
    }

    /// <summary>The skin pixels of a row within the head's width: strands and glasses may lie between them.</summary>
    private static int SkinWidth(StraightImage image, int row, double axis, int headWidth)
    {
        int first = Math.Max(0, (int)(axis - (0.5 * headWidth)));
        int end = Math.Min(image.Width, (int)(axis + (0.5 * headWidth)) + 1);
        int count = 0;
        for (int column = first; column < end; column++)
        {
            count += IsSkin(image.Pixels.AsSpan(4 * ((row * image.Width) + column), 4)) ? 1 : 0;
        }

        return count;
    }

    private static bool IsSkin(ReadOnlySpan<byte> pixel)
    {
        if (pixel[3] < SolidNeighborhood.SolidAlpha)
        {
            return false;
        }

        (float lightness, float a, float b) = ColorDistance.ToOklab(new SrgbColor(pixel[0], pixel[1], pixel[2]));
        float chroma = MathF.Sqrt((a * a) + (b * b));
        float hue = MathF.Atan2(b, a) * (180 / MathF.PI);
        return lightness >= LeastLightness && chroma is >= LeastChroma and <= MostChroma && hue is >= LeastHue and <= MostHue;
    }
}
