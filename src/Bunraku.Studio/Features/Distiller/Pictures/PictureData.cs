using Bunraku.Core.Images;
using Bunraku.Live.Frames;

namespace Bunraku.Studio.Features.Distiller.Pictures;

/// <summary>Small pictures of a project as addresses that carry their bytes.</summary>
internal static class PictureData
{
    private const int Side = 128;

    /// <summary>The address of a PNG.</summary>
    public static string AddressOf(byte[] png) => "data:image/png;base64," + Convert.ToBase64String(png);

    /// <summary>The face crop of a picture.</summary>
    public static string Face(CharacterPicture picture) => AddressOf(FramePng.Encode(Crop(picture), Side, PictureStyle.Transparent, default));

    /// <summary>A mask [128, 128] in black and white.</summary>
    public static string Mask(ReadOnlySpan<float> mask)
    {
        var image = new StraightImage(Side, Side);
        for (int i = 0; i < mask.Length; i++)
        {
            image.Pixels.AsSpan(4 * i, 4).Fill(mask[i] > 0 ? (byte)255 : (byte)0);
            image.Pixels[(4 * i) + 3] = 255;
        }

        return AddressOf(PngFile.EncodeRgb(image));
    }

    /// <summary>The mask over the face, as the published program mixes them: half of each, in linear premultiplied light.</summary>
    public static string MaskUponFace(CharacterPicture picture, ReadOnlySpan<float> mask)
    {
        float[] mixed = Crop(picture);
        for (int i = 0; i < mixed.Length; i++)
        {
            mixed[i] = (0.5f * mixed[i]) + (0.5f * (mask[i % mask.Length] > 0 ? 1f : -1f));
        }

        return AddressOf(FramePng.Encode(mixed, Side, PictureStyle.AsOriginal, default));
    }

    private static float[] Crop(CharacterPicture picture)
    {
        const int Size = CharacterPicture.Size;
        PixelRectangle crop = FaceCrop.Student;
        float[] values = new float[4 * Side * Side];
        for (int channel = 0; channel < 4; channel++)
        {
            for (int row = 0; row < Side; row++)
            {
                picture.Values.AsSpan((((channel * Size) + crop.Top + row) * Size) + crop.Left, Side).CopyTo(values.AsSpan(((channel * Side) + row) * Side));
            }
        }

        return values;
    }
}
