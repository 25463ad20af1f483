using Bunraku.Core.Images;
using Bunraku.Core.Images.Doctor;
using Bunraku.TestSupport;
using SkiaSharp;

namespace Bunraku.Core.Tests.Images.Doctor;

/// <summary>What happens to pictures before they reach the doctor.</summary>
internal static class PictureVariants
{
    /// <summary>Koito's head box: the doctor finds her head larger than the box of the published pictures.</summary>
    private static readonly PictureBox KoitoHead = new(185, 54, 142);

    /// <summary>The pictures of Koito and of the published characters, which are good as they are, and where the head is in them.</summary>
    public static IEnumerable<(string Name, StraightImage Image, PictureBox Head)> Good() => TestData.CharacterNames().Select(name => (
        name,
        PngFile.Read(Path.Combine(TestData.Character(name), "character.png")),
        name == "koito" ? KoitoHead : PictureBox.Head));

    /// <summary>Scaled and shifted on a canvas of any size.</summary>
    public static StraightImage Placed(this StraightImage image, double scale, double x, double y, int width, int height) =>
        PlacedResize.Draw(image, new Placement(scale, x, y), width, height);

    /// <summary>Laid over a colour, as programs do that know no transparency: in sRGB values.</summary>
    public static StraightImage FlattenedOnto(this StraightImage image, SrgbColor color)
    {
        var flat = new StraightImage(image.Width, image.Height);
        byte[] background = [color.Red, color.Green, color.Blue];
        for (int i = 0; i < flat.Pixels.Length; i++)
        {
            int alpha = image.Pixels[i | 3];
            flat.Pixels[i] = (i & 3) == 3 ? (byte)255 : (byte)(((image.Pixels[i] * alpha) + (background[i & 3] * (255 - alpha)) + 127) / 255);
        }

        return flat;
    }

    /// <summary>Paints a rectangle, in place.</summary>
    public static void Fill(this StraightImage image, PixelRectangle area, SrgbColor color)
    {
        byte[] pixel = [color.Red, color.Green, color.Blue, 255];
        for (int i = 0; i < area.Height * area.Width; i++)
        {
            pixel.CopyTo(image.Pixels, 4 * (((area.Top + (i / area.Width)) * image.Width) + area.Left + (i % area.Width)));
        }
    }

    /// <summary>Saved and read again as JPEG.</summary>
    public static StraightImage ThroughJpeg(this StraightImage image, int quality) =>
        PictureFile.Decode(image.Encoded(SKEncodedImageFormat.Jpeg, quality), "variant.jpg");

    /// <summary>The file of the picture in a format that is not ours to write.</summary>
    public static unsafe byte[] Encoded(this StraightImage image, SKEncodedImageFormat format, int quality)
    {
        fixed (byte* pixels = image.Pixels)
        {
            using var pixmap = new SKPixmap(new SKImageInfo(image.Width, image.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul), (nint)pixels);
            using SKData data = pixmap.Encode(format, quality);
            return data.ToArray();
        }
    }

    /// <summary>The lossless WebP file of the picture.</summary>
    public static unsafe byte[] EncodedLosslessWebp(this StraightImage image)
    {
        fixed (byte* pixels = image.Pixels)
        {
            using var pixmap = new SKPixmap(new SKImageInfo(image.Width, image.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul), (nint)pixels);
            using SKData data = pixmap.Encode(new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossless, 70));
            return data.ToArray();
        }
    }
}
