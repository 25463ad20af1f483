namespace Bunraku.Core.Images;

/// <summary>
/// What the original puppeteer programs show, for comparison: colour still multiplied by alpha is encoded as sRGB, multiplied by
/// alpha once more over a background, and cut rather than rounded to 8 bits. Edges come out too dark; the correct conversions are
/// in <see cref="FrameConversion"/>. A colour clipped at 1 gives 255 here and 254 there, where float32 yields 0.99999994 before the cut.
/// </summary>
public static class PuppeteerCompatibility
{
    /// <summary>Converts a frame.</summary>
    /// <param name="planes">[4, height, width] in the network convention.</param>
    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    /// <param name="background">What is behind the character; <see cref="PuppeteerBackground.Transparent"/> keeps alpha.</param>
    /// <param name="rgba">[height, width, 4]: receives the picture.</param>
    public static void ToPicture(ReadOnlySpan<float> planes, int width, int height, PuppeteerBackground background, Span<byte> rgba)
    {
        FrameConversion.RequireFit(planes.Length, 4, width, height, new PixelRectangle(0, 0, height, width), rgba.Length);
        int plane = width * height;
        for (int p = 0; p < plane; p++)
        {
            float alpha = FrameConversion.ToUnit(planes[(3 * plane) + p]);
            Span<byte> pixel = rgba.Slice(4 * p, 4);
            for (int channel = 0; channel < 3; channel++)
            {
                float color = Encode(FrameConversion.ToUnit(planes[(channel * plane) + p]));
                pixel[channel] = Truncate(background == PuppeteerBackground.Transparent
                    ? color
                    : (color * alpha) + ((1f - alpha) * Channel(background, channel)));
            }

            pixel[3] = background == PuppeteerBackground.Transparent ? Truncate(alpha) : (byte)255;
        }
    }

    // Most of a frame is background: zero is worth its own way around the power.
    private static float Encode(float linear) => linear == 0f ? 0f : (float)SrgbTransfer.ToEncoded(linear);

    private static byte Truncate(float unit) => (byte)(255f * unit);

    private static float Channel(PuppeteerBackground background, int channel) => background switch
    {
        PuppeteerBackground.White => 1f,
        PuppeteerBackground.Green when channel == 1 => 1f,
        PuppeteerBackground.Blue when channel == 2 => 1f,
        _ => 0f,
    };
}
