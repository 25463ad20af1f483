using SkiaSharp;

namespace Bunraku.Core.Characters;

internal static class CharacterPictureFile
{
    public static (CharacterPicture Picture, bool IsOpaque) Read(CharacterFile file)
    {
        using var bitmap = SKBitmap.Decode(file.Bytes, new SKImageInfo(512, 512, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        ReadOnlySpan<byte> pixels = bitmap.GetPixelSpan();
        const int Count = 512 * 512;
        float[] values = new float[4 * Count];
        bool opaque = true;
        for (int i = 0; i < Count; i++)
        {
            float alpha = pixels[4 * i + 3] / 255f;
            opaque &= alpha == 1f;
            for (int c = 0; c < 3; c++)
            {
                float x = pixels[4 * i + c] / 255f;
                float linear = x <= 0.04045f ? x / 12.92f : MathF.Pow((x + 0.055f) / 1.055f, 2.4f);
                values[c * Count + i] = 2 * linear * alpha - 1;
            }

            values[3 * Count + i] = 2 * alpha - 1;
        }

        return (new CharacterPicture(values), opaque);
    }
}
