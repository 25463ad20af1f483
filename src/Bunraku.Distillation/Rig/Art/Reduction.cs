using Bunraku.Core.Images;
using SkiaSharp;

namespace Bunraku.Distillation.Rig.Art;

/// <summary>
/// Scales a painting down by a whole factor: the mean of the premultiplied code values, as painting programs do it, so that lines keep
/// their weight.
/// </summary>
internal static class Reduction
{
    private const int Steps = 4096;

    private static readonly float[] Linear = [.. Enumerable.Range(0, Steps + 2).Select(i => (float)SrgbTransfer.ToLinear((double)i / Steps))];

    public static StraightImage ToStraight(SKBitmap bitmap, int factor)
    {
        var image = new StraightImage(bitmap.Width / factor, bitmap.Height / factor);
        Reduce(bitmap, factor, (pixel, sum) =>
        {
            Span<byte> target = image.Pixels.AsSpan(4 * pixel, 4);
            int alpha = (sum[3] + (factor * factor / 2)) / (factor * factor);
            target[3] = (byte)alpha;
            for (int channel = 0; channel < 3 && alpha > 0; channel++)
            {
                target[channel] = (byte)Math.Min(255, ((255 * sum[channel]) + (sum[3] / 2)) / sum[3]);
            }
        });
        return image;
    }

    /// <summary>To the network convention.</summary>
    /// <param name="bitmap">Premultiplied sRGB code values.</param>
    /// <param name="factor">How many pixels of the painting make one, across and down.</param>
    /// <param name="target">[4, height, width].</param>
    public static void ToNetwork(SKBitmap bitmap, int factor, Span<float> target)
    {
        float[] values = new float[target.Length];
        int plane = target.Length / 4;
        float scale = 1f / (255f * factor * factor);
        Reduce(bitmap, factor, (pixel, sum) =>
        {
            float alpha = sum[3] * scale;
            for (int channel = 0; channel < 3; channel++)
            {
                values[(channel * plane) + pixel] = sum[3] == 0 ? -1f : (2f * alpha * ToLinear(Math.Min(1f, (float)sum[channel] / sum[3]))) - 1f;
            }

            values[(3 * plane) + pixel] = (2f * alpha) - 1f;
        });
        values.CopyTo(target);
    }

    private static float ToLinear(float encoded)
    {
        float position = encoded * Steps;
        int cell = (int)position;
        return Linear[cell] + ((position - cell) * (Linear[cell + 1] - Linear[cell]));
    }

    private delegate void Store(int pixel, ReadOnlySpan<int> sum);

    private static void Reduce(SKBitmap bitmap, int factor, Store store)
    {
        ReadOnlySpan<byte> source = bitmap.GetPixelSpan();
        (int width, int height) = (bitmap.Width / factor, bitmap.Height / factor);
        Span<int> sum = stackalloc int[4];
        for (int pixel = 0; pixel < width * height; pixel++)
        {
            sum.Clear();
            (int row, int column) = (factor * (pixel / width), factor * (pixel % width));
            for (int y = row; y < row + factor; y++)
            {
                ReadOnlySpan<byte> line = source.Slice((y * bitmap.RowBytes) + (4 * column), 4 * factor);
                for (int i = 0; i < line.Length; i++)
                {
                    sum[i & 3] += line[i];
                }
            }

            store(pixel, sum);
        }
    }
}
