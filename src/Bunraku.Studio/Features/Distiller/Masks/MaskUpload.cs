using Bunraku.Core.Errors;
using Bunraku.Core.Images;

namespace Bunraku.Studio.Features.Distiller.Masks;

/// <summary>A mask that was drawn in another program: grey, palette and transparent pictures are as good as pure black and white ones.</summary>
internal static class MaskUpload
{
    /// <summary>Reads the face crop of a mask: what is light and visible is white.</summary>
    /// <param name="data">A PNG of 512 x 512.</param>
    /// <param name="name">What to call it in errors.</param>
    /// <exception cref="BadInputException">It is not a supported picture, or no pixel of its face crop is light.</exception>
    public static MaskBits Read(byte[] data, string name)
    {
        const int Size = CharacterPicture.Size;
        StraightImage image = PngFile.Decode(data, name);
        if (image.Width != Size || image.Height != Size)
        {
            throw new BadInputException($"{name}: a face mask is {Size}x{Size} pixels, as large as the character's picture, but this is {image.Width}x{image.Height}.");
        }

        PixelRectangle crop = FaceCrop.Student;
        float[] values = new float[MaskBits.Pixels];
        for (int i = 0; i < values.Length; i++)
        {
            int pixel = ((crop.Top + (i / crop.Width)) * Size) + crop.Left + (i % crop.Width);
            values[i] = IsLight(image.Pixels.AsSpan(4 * pixel, 4)) ? 1 : 0;
        }

        return values.Contains(1f)
            ? MaskBits.Of(values)
            : throw new BadInputException($"{name}: the face crop of this picture is dark, but in a face mask what moves is white.");
    }

    private static bool IsLight(ReadOnlySpan<byte> rgba) => (rgba[0] + rgba[1] + rgba[2]) * rgba[3] / 255 > 3 * 127;
}
