using Bunraku.Core.Images;

namespace Bunraku.Distillation.Samples;

/// <summary>How the original draws the cells of the body network's sample picture.</summary>
internal static class SampleCell
{
    private const float LeastAlpha = 1e-5f;

    /// <summary>
    /// A picture over green, opaque. The colour, premultiplied already, is multiplied by alpha once more, nothing is limited before the sum, and
    /// the mixture is made of the values scaled to -1..1; so edges come out dark.
    /// </summary>
    /// <param name="planes">[4, height, width] in the network convention.</param>
    /// <param name="rgba">[height, width, 4]: receives the cell.</param>
    public static void DrawColor(ReadOnlySpan<float> planes, Span<byte> rgba)
    {
        int plane = planes.Length / 4;
        ReadOnlySpan<float> green = [-1f, 1f, -1f];
        for (int pixel = 0; pixel < plane; pixel++)
        {
            float alpha = (planes[(3 * plane) + pixel] + 1f) / 2f;
            for (int channel = 0; channel < 3; channel++)
            {
                float mixed = (planes[(channel * plane) + pixel] * alpha) + (green[channel] * (1f - alpha));
                rgba[(4 * pixel) + channel] = SrgbTransfer.ToCode((mixed + 1f) / 2f);
            }

            rgba[(4 * pixel) + 3] = 255;
        }
    }

    /// <summary>A weight as the alpha of white.</summary>
    /// <param name="weights">[height, width], limited to 0..1 here; not-a-number counts as 0.</param>
    /// <param name="rgba">[height, width, 4]: receives the cell.</param>
    public static void DrawAlpha(ReadOnlySpan<float> weights, Span<byte> rgba)
    {
        for (int pixel = 0; pixel < weights.Length; pixel++)
        {
            float alpha = float.MinNative(float.MaxNative(weights[pixel], 0f), 1f);
            bool isVisible = alpha >= LeastAlpha;
            rgba.Slice(4 * pixel, 3).Fill(isVisible ? (byte)255 : (byte)0);
            rgba[(4 * pixel) + 3] = isVisible ? (byte)MathF.Round(255f * alpha) : (byte)0;
        }
    }

    /// <summary>A grid change as colours; see <see cref="GridChangePicture"/>.</summary>
    /// <param name="planes">[2, height, width].</param>
    /// <param name="rgba">[height, width, 4]: receives the cell.</param>
    public static void DrawGridChange(ReadOnlySpan<float> planes, Span<byte> rgba) =>
        GridChangePicture.Draw(planes[..(planes.Length / 2)], planes[(planes.Length / 2)..], rgba);
}
