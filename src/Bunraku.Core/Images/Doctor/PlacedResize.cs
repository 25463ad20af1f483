using System.Numerics;

namespace Bunraku.Core.Images.Doctor;

/// <summary>
/// Lays a picture onto a canvas at any scale and shift, by Lanczos with three lobes on sRGB values multiplied by alpha. Unlike
/// <see cref="LanczosResize"/> it rounds once, at the end, and leaves no faint rings along edges, which would be haze in the background. At scale 1
/// and whole shifts every pixel stays what it is.
/// </summary>
internal static class PlacedResize
{
    /// <summary>A canvas of the given size with the picture on it.</summary>
    public static StraightImage Draw(StraightImage image, Placement placement, int width, int height)
    {
        var columns = new PlacedWeights(image.Width, width, placement.Scale, placement.ShiftX);
        var rows = new PlacedWeights(image.Height, height, placement.Scale, placement.ShiftY);
        var narrowed = new NarrowedRows(image, columns, most: rows.Longest);
        var canvas = new StraightImage(width, height);
        Vector4[] line = new Vector4[width];
        for (int k = 0; k < height; k++)
        {
            if (rows.Of(k).Length == 0)
            {
                continue;
            }

            ReadOnlySpan<Vector4> samples = narrowed.From(rows.FirstOf(k), rows.Of(k).Length);
            for (int x = 0; x < width; x++)
            {
                line[x] = Apply(rows, k, samples[x..], width);
            }

            Unmultiply(line, canvas.Pixels.AsSpan(4 * width * k));
        }

        return canvas;
    }

    /// <summary>The weighted sum of samples that lie a stride apart, kept within the values around it: lobes ring along hard edges.</summary>
    private static Vector4 Apply(PlacedWeights all, int k, ReadOnlySpan<Vector4> samples, int stride)
    {
        ReadOnlySpan<float> weights = all.Of(k);
        Vector4 sum = Vector4.Zero;
        for (int m = 0; m < weights.Length; m++)
        {
            sum += samples[m * stride] * weights[m];
        }

        (int first, int count) = all.NearestOf(k);
        if (count == 0)
        {
            return sum;
        }

        (Vector4 least, Vector4 most) = (samples[first * stride], samples[first * stride]);
        for (int m = first + 1; m < first + count; m++)
        {
            least = Vector4.Min(least, samples[m * stride]);
            most = Vector4.Max(most, samples[m * stride]);
        }

        return Vector4.Clamp(sum, least, most);
    }

    private static void Multiply(ReadOnlySpan<byte> straight, Span<Vector4> premultiplied)
    {
        for (int x = 0; x < premultiplied.Length; x++)
        {
            ReadOnlySpan<byte> pixel = straight.Slice(4 * x, 4);
            float alpha = pixel[3] / 255f;
            premultiplied[x] = new Vector4(pixel[0], pixel[1], pixel[2], 255) * (alpha / 255f);
        }
    }

    private static void Unmultiply(ReadOnlySpan<Vector4> premultiplied, Span<byte> straight)
    {
        for (int x = 0; x < premultiplied.Length; x++)
        {
            Vector4 value = premultiplied[x];
            byte alpha = (byte)float.Round(value.W * 255);
            if (alpha == 0)
            {
                continue;
            }

            Vector4 color = Vector4.Clamp(value * (255 / value.W), Vector4.Zero, new Vector4(255));
            Span<byte> pixel = straight.Slice(4 * x, 4);
            pixel[0] = (byte)float.Round(color.X);
            pixel[1] = (byte)float.Round(color.Y);
            pixel[2] = (byte)float.Round(color.Z);
            pixel[3] = alpha;
        }
    }

    /// <summary>
    /// The horizontal pass, of values 0 to 1 multiplied by alpha. Only the rows that the vertical pass reads now are kept: all of a picture of 6000 x 6000 would
    /// take 200 MB.
    /// </summary>
    private sealed class NarrowedRows(StraightImage image, PlacedWeights columns, int most)
    {
        private readonly Vector4[] _line = new Vector4[image.Width];
        private readonly Vector4[] _rows = new Vector4[columns.Count * Math.Min(4 * most, image.Height)];
        private int _first;
        private int _end;

        /// <summary>Rows one after the other. The first one never goes back.</summary>
        public ReadOnlySpan<Vector4> From(int first, int count)
        {
            if (_end < first)
            {
                (_first, _end) = (first, first);
            }

            if ((first + count - _first) * columns.Count > _rows.Length)
            {
                Row(first, _end - first).CopyTo(_rows);
                _first = first;
            }

            for (; _end < first + count; _end++)
            {
                Draw(_end, Row(_end, 1));
            }

            return Row(first, count);
        }

        private Span<Vector4> Row(int row, int count) => _rows.AsSpan(columns.Count * (row - _first), columns.Count * count);

        private void Draw(int row, Span<Vector4> target)
        {
            Multiply(image.Pixels.AsSpan(4 * image.Width * row, 4 * image.Width), _line);
            for (int k = 0; k < target.Length; k++)
            {
                target[k] = Apply(columns, k, _line.AsSpan(columns.FirstOf(k)), stride: 1);
            }
        }
    }
}
