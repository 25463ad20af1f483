using Bunraku.Core.Errors;
using Bunraku.Core.Files;

namespace Bunraku.Core.Images;

/// <summary>
/// Where the face moves: the pixels of the face crop whose error counts extra when a student is trained. Read from a black and white
/// picture as large as the character's.
/// </summary>
public sealed class FaceMask
{
    private const byte Threshold = 128;

    /// <summary>A mask with a larger share of white marks nothing.</summary>
    private const double AllWhite = 0.95;

    private static readonly PixelRectangle Crop = FaceCrop.Student;

    /// <summary>Where the eyes and the mouth are when the head fills the head box, generously, inside the crop.</summary>
    private static readonly PixelRectangle Eyes = new(Top: 24, Left: 16, Height: 48, Width: 96);

    private static readonly PixelRectangle Mouth = new(Top: 68, Left: 36, Height: 44, Width: 56);

    private FaceMask(float[] values, IReadOnlyList<string> notes, IReadOnlyList<string> warnings) => (Values, Notes, Warnings) = (values, notes, warnings);

    /// <summary>[128, 128], the rectangle <see cref="FaceCrop.Student"/>: 1 where the picture is white, 0 where it is black.</summary>
    public float[] Values { get; }

    /// <summary>How a picture that is not pure black and white was read: sentences for the user.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>Why a training with this mask would probably be wasted: sentences for the user.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>
    /// Reads a mask: a 512x512 PNG file of any colour type. Pixels whose red value and alpha are at least 128 are white.
    /// </summary>
    /// <exception cref="BadInputException">The file cannot be read, or has another size.</exception>
    public static FaceMask Read(string path) => Decode(InputFile.ReadBytes(path, "a PNG picture", PngFile.MaximumFileBytes), path);

    /// <summary>Reads a mask from the bytes of a file; see <see cref="Read"/>.</summary>
    /// <exception cref="BadInputException">The file is not a PNG picture of that size.</exception>
    public static FaceMask Decode(ReadOnlySpan<byte> data, string name)
    {
        const int Size = CharacterPicture.Size;
        PngHeader header = PngHeader.Read(data, name);
        if (header.Width != Size || header.Height != Size)
        {
            throw new BadInputException(
                $"{name}: the face mask must be {Size}x{Size} pixels like the character picture, but is {header.Width}x{header.Height}.");
        }

        StraightImage image = PngFile.Decode(data, name);
        float[] values = new float[Crop.Height * Crop.Width];
        for (int i = 0; i < values.Length; i++)
        {
            int pixel = 4 * (((Crop.Top + (i / Crop.Width)) * Size) + Crop.Left + (i % Crop.Width));
            values[i] = image.Pixels[pixel] >= Threshold && image.Pixels[pixel + 3] >= Threshold ? 1f : 0f;
        }

        return new FaceMask(values, [.. NotesOn(header, image, name)], WarningOf(values) is { } warning ? [$"{name}: {warning}"] : []);
    }

    private static IEnumerable<string> NotesOn(PngHeader header, StraightImage image, string name)
    {
        if (header.Color is PngColor.Rgba or PngColor.GreyAlpha && image.Pixels.Where((_, i) => i % 4 == 3).Any(alpha => alpha < Threshold))
        {
            yield return $"{name}: the transparent pixels of the face mask count as black.";
        }

        if (image.Pixels.AsSpan().ContainsAnyExcept((byte)0, (byte)255))
        {
            yield return $"{name}: the face mask is not pure black and white. Values from {Threshold} on count as white, darker ones as black.";
        }
    }

    private static string? WarningOf(float[] values)
    {
        double all = Share(values, new PixelRectangle(0, 0, Crop.Height, Crop.Width));
        (double eyes, double mouth) = (Share(values, Eyes), Share(values, Mouth));
        return all switch
        {
            0 => "the face mask has no white in the face crop, so training gives no part of the face extra weight. Paint eyes, brows and mouth white.",
            > AllWhite => "the face mask is white nearly everywhere, so it marks no part of the face. Paint only eyes, brows and mouth white.",
            > 0.5 when eyes < all && mouth < all => "the face mask seems to be inverted: eyes and mouth are black, and the rest is white. Invert it.",
            _ => eyes == 0 && mouth == 0 ? "the face mask covers neither eyes nor mouth. Check that it was painted on this character's picture." : null,
        };
    }

    private static double Share(float[] values, PixelRectangle area)
    {
        double sum = 0;
        for (int row = 0; row < area.Height; row++)
        {
            foreach (float value in values.AsSpan(((area.Top + row) * Crop.Width) + area.Left, area.Width))
            {
                sum += value;
            }
        }

        return sum / (area.Height * area.Width);
    }
}
