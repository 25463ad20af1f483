namespace Bunraku.Core.Images;

/// <summary>
/// Resizes pictures as the original does: the centred square, Lanczos with three lobes on 8-bit sRGB values multiplied by alpha, first
/// along rows, then along columns, each pass rounded to 8 bits. The results equal those of the imaging library that the original
/// uses bit for bit.
/// </summary>
public static class LanczosResize
{
    /// <summary>Cuts the centred square out of a picture and resizes it.</summary>
    /// <param name="image">Any picture.</param>
    /// <param name="size">The side of the result, in pixels.</param>
    /// <returns>A picture of size x size; the given one if it has that size already.</returns>
    public static StraightImage ToSquare(StraightImage image, int size)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        if (image.Width == size && image.Height == size)
        {
            return image;
        }

        int side = Math.Min(image.Width, image.Height);
        var columns = new ResamplingWeights(image.Width, (image.Width - side) / 2, side, size);
        var rows = new ResamplingWeights(image.Height, (image.Height - side) / 2, side, size);
        byte[] narrowed = ResizeRows(image, columns, rows.SourceFirst, rows.SourceLast);
        byte[] pixels = ResizeColumns(narrowed, size, rows);
        Unmultiply(pixels);
        return new StraightImage(size, size, pixels);
    }

    /// <summary>The horizontal pass over the rows that the vertical one reads.</summary>
    private static byte[] ResizeRows(StraightImage image, ResamplingWeights columns, int firstRow, int lastRow)
    {
        int stride = 4 * image.Width;
        byte[] line = new byte[stride];
        byte[] result = new byte[4 * columns.Count * (lastRow - firstRow)];
        for (int row = firstRow; row < lastRow; row++)
        {
            Multiply(image.Pixels.AsSpan(row * stride, stride), line);
            Span<byte> target = result.AsSpan(4 * columns.Count * (row - firstRow), 4 * columns.Count);
            for (int k = 0; k < columns.Count; k++)
            {
                ReadOnlySpan<byte> samples = line.AsSpan(4 * columns.FirstOf(k));
                for (int channel = 0; channel < 4; channel++)
                {
                    target[(4 * k) + channel] = ResamplingWeights.Apply(columns.Of(k), samples[channel..], 4);
                }
            }
        }

        return result;
    }

    private static byte[] ResizeColumns(ReadOnlySpan<byte> source, int width, ResamplingWeights rows)
    {
        int stride = 4 * width;
        byte[] result = new byte[stride * rows.Count];
        for (int k = 0; k < rows.Count; k++)
        {
            ReadOnlySpan<byte> samples = source[(stride * (rows.FirstOf(k) - rows.SourceFirst))..];
            Span<byte> target = result.AsSpan(stride * k, stride);
            for (int i = 0; i < stride; i++)
            {
                target[i] = ResamplingWeights.Apply(rows.Of(k), samples[i..], stride);
            }
        }

        return result;
    }

    private static void Multiply(ReadOnlySpan<byte> straight, Span<byte> premultiplied)
    {
        for (int p = 0; p < straight.Length; p += 4)
        {
            int alpha = straight[p + 3];
            for (int channel = 0; channel < 3; channel++)
            {
                // The rounded quotient by 255, without a division.
                int product = (straight[p + channel] * alpha) + 128;
                premultiplied[p + channel] = (byte)(((product >> 8) + product) >> 8);
            }

            premultiplied[p + 3] = (byte)alpha;
        }
    }

    private static void Unmultiply(Span<byte> pixels)
    {
        for (int p = 0; p < pixels.Length; p += 4)
        {
            int alpha = pixels[p + 3];
            if (alpha is 0 or 255)
            {
                continue;
            }

            for (int channel = 0; channel < 3; channel++)
            {
                pixels[p + channel] = (byte)Math.Min(255, 255 * pixels[p + channel] / alpha);
            }
        }
    }
}
