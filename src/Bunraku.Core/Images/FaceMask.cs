using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;

namespace Bunraku.Core.Images;

/// <summary>
/// Where the face moves: the pixels of the face crop whose error counts extra when a student is trained. Read from a black and white
/// picture as large as the character's.
/// </summary>
public sealed class FaceMask
{
    private FaceMask(float[] values) => Values = values;

    /// <summary>[128, 128], the rectangle <see cref="FaceCrop.Student"/>: 1 where the picture is white, 0 where it is black.</summary>
    public float[] Values { get; }

    /// <summary>Reads a mask: a 512x512 RGB PNG file whose every value is 0 or 255. The red channel counts.</summary>
    /// <exception cref="BadInputException">The file cannot be read, or breaks one of these rules.</exception>
    public static FaceMask Read(string path) => Decode(InputFile.ReadBytes(path, "a PNG picture", PngFile.MaximumFileBytes), path);

    /// <summary>Reads a mask from the bytes of a file; see <see cref="Read"/>.</summary>
    /// <exception cref="BadInputException">The file breaks one of the rules.</exception>
    public static FaceMask Decode(ReadOnlySpan<byte> data, string name)
    {
        const int Size = CharacterPicture.Size;
        PngHeader header = PngHeader.Read(data, name);
        if (header.Width != Size || header.Height != Size)
        {
            throw new BadInputException(
                $"{name}: the face mask must be {Size}x{Size} pixels like the character picture, but is {header.Width}x{header.Height}.");
        }

        if (header.Color != PngColor.Rgb)
        {
            throw new BadInputException(
                $"{name}: the face mask must be an RGB picture, but is {Describe(header.Color)}. Save it as RGB, without transparency and without a palette.");
        }

        StraightImage image = PngFile.Decode(data, name);
        RequireBlackAndWhite(image, name);
        return new FaceMask(Crop(image));
    }

    private static float[] Crop(StraightImage image)
    {
        PixelRectangle crop = FaceCrop.Student;
        float[] values = new float[crop.Height * crop.Width];
        for (int row = 0; row < crop.Height; row++)
        {
            for (int column = 0; column < crop.Width; column++)
            {
                int pixel = ((crop.Top + row) * image.Width) + crop.Left + column;
                values[(row * crop.Width) + column] = image.Pixels[4 * pixel] == 255 ? 1f : 0f;
            }
        }

        return values;
    }

    private static void RequireBlackAndWhite(StraightImage image, string name)
    {
        int grey = image.Pixels.AsSpan().IndexOfAnyExcept((byte)0, (byte)255);
        if (grey >= 0)
        {
            int pixel = grey / 4;
            throw new BadInputException(
                $"{name}: every value of the face mask must be 0 or 255, but {"RGBA"[grey % 4]} is {image.Pixels[grey]} at column {pixel % image.Width}, row {pixel / image.Width}. Draw it in pure black and white, without smooth edges.");
        }
    }

    private static string Describe(PngColor color) => color switch
    {
        PngColor.Rgba => "RGBA (it has transparency)",
        PngColor.Palette => "a palette picture",
        PngColor.Grey => "a grey picture",
        PngColor.GreyAlpha => "a grey picture with transparency",
        _ => $"of the unknown colour type {(int)color}",
    };
}
