using Bunraku.Core.Images;
using Bunraku.Core.Images.Doctor;

namespace Bunraku.Core.Tests.Images;

/// <summary>The expected values were read from a canvas of Chromium 156 that showed the same files.</summary>
public sealed class PictureColorTests
{
    private const int Tolerance = 4;

    private static readonly byte[] Plain = [200, 40, 40, 40, 160, 60, 40, 60, 200, 230, 220, 90];
    private static readonly byte[] OfAdobeRgb = [233, 35, 35, 0, 161, 46, 20, 57, 205, 234, 221, 77];
    private static readonly byte[] OfP3 = [220, 0, 17, 0, 164, 35, 28, 58, 209, 233, 221, 55];

    [Fact]
    public void Profiles_of_PNG_are_honoured()
    {
        Shows(OfAdobeRgb, ColorSamples.Png("iCCP", ColorSamples.Compressed(ColorSamples.AdobeRgb)));
        Shows(OfP3, ColorSamples.Png("iCCP", ColorSamples.Compressed(ColorSamples.DisplayP3)));
        Shows([218, 0, 26, 0, 163, 40, 34, 61, 208, 232, 220, 57], ColorSamples.Png("cICP", 12, 13, 0, 1));
    }

    [Fact]
    public void Gamma_and_primaries_of_PNG_are_honoured()
    {
        Shows([229, 110, 110, 110, 208, 133, 110, 133, 229, 244, 239, 160], ColorSamples.Png("gAMA", 0, 1, 0x86, 0xA0));
        Shows(Plain, ColorSamples.Png("gAMA", 0, 0, 0xB1, 0x8F));
        Shows(Plain, ColorSamples.Png("sRGB", 0));
        byte[] primaries = [.. ((int[])[31270, 32900, 68000, 32000, 26500, 69000, 15000, 6000]).SelectMany(value => new byte[] { 0, (byte)(value >> 16), (byte)(value >> 8), (byte)value })];
        Shows(Plain, ColorSamples.Png("cHRM", primaries));
        byte[] both = new PngBuilder(2, 2, 8, 2).Chunk("gAMA", 0, 0, 0xB1, 0x8F).Chunk("cHRM", primaries).Rows(Plain[..6], Plain[6..]).ToArray();
        Shows([220, 0, 18, 0, 164, 35, 28, 58, 209, 233, 221, 55], both);
    }

    [Fact]
    public void Profiles_of_JPEG_and_WebP_are_honoured()
    {
        byte[] content = [.. "ICC_PROFILE\0"u8, 1, 1, .. ColorSamples.AdobeRgb];
        byte[] segment = [0xFF, 0xE2, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2), .. content];
        Shows(OfAdobeRgb, ColorSamples.Jpeg(ColorSamples.ToYcc, null, segment));
        Shows(OfP3, WithChunk(PictureSamples.FileOf(PictureSamples.FourColors(16, 16), "webp"), "ICCP", ColorSamples.DisplayP3, flag: 0x20));
    }

    [Fact]
    public void CMYK_is_read_as_Chromium_reads_it_with_and_without_Adobes_marker()
    {
        Shows(Plain, ColorSamples.Jpeg(color => ColorSamples.Inverted(ColorSamples.ToCmyk(color)), transform: 0));
        Shows(Plain, ColorSamples.Jpeg(color => ColorSamples.Inverted(ColorSamples.ToCmyk(color))));
        Shows([0, 44, 44, 71, 0, 59, 44, 38, 0, 0, 1, 15], ColorSamples.Jpeg(ColorSamples.ToCmyk));
    }

    [Fact]
    public void YCCK_is_read() =>
        Shows(Plain, ColorSamples.Jpeg(color => [.. ColorSamples.ToYcc(ColorSamples.ToCmyk(color)[..3]), ColorSamples.Inverted(ColorSamples.ToCmyk(color))[3]], transform: 2));

    [Fact]
    public void A_profile_that_cannot_be_used_leaves_the_values_and_is_a_finding()
    {
        byte[] damaged = ColorSamples.Compressed(ColorSamples.DisplayP3[..300]);
        foreach (byte[] file in (byte[][])[ColorSamples.Png("iCCP", damaged), ColorSamples.Png("iCCP", 1, 0, 0, 7), ColorSamples.Png("cICP", 9, 16, 0, 1)])
        {
            StraightImage image = PictureFile.Decode(file, "a.png");

            Assert.Equal(Plain, image.Pixels.Where((_, i) => i % 4 != 3));
            Assert.NotNull(PictureDoctor.Examine(image).Find(PictureFault.UnusedProfile));
        }

        Assert.Null(PictureDoctor.Examine(PictureFile.Decode(ColorSamples.Png("sRGB", 0), "a.png")).Find(PictureFault.UnusedProfile));
    }

    [Fact]
    public void A_PNG_is_turned_the_way_its_EXIF_data_says()
    {
        byte[] exif = [.. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0];
        Assert.Equal([40, 60, 200, 200, 40, 40, 230, 220, 90, 40, 160, 60], PictureFile.Decode(ColorSamples.Png("eXIf", exif), "a.png").Pixels.Where((_, i) => i % 4 != 3));
        byte[] little = [.. "II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, 3, 0, 0, 0];
        Assert.Equal([230, 220, 90, 40, 60, 200, 40, 160, 60, 200, 40, 40], PictureFile.Decode(ColorSamples.Png("eXIf", little), "a.png").Pixels.Where((_, i) => i % 4 != 3));
        Assert.Equal(Plain, PictureFile.Decode(ColorSamples.Png("eXIf", [.. exif[..4], 0xFF, 0xFF, 0xFF, 0xFF, 6]), "a.png").Pixels.Where((_, i) => i % 4 != 3));
    }

    [Fact]
    public void Sixteen_bits_palettes_with_transparency_and_padded_rows_are_read()
    {
        Assert.Equal([0x12, 0x12, 0x12, 255], PictureFile.Decode(new PngBuilder(1, 1, 16, 0).Rows([0x12, 0x34]).ToArray(), "grey16").Pixels);
        byte[] keyed = PictureFile.Decode(new PngBuilder(2, 1, 16, 0).Chunk("tRNS", 0xFF, 0xFF).Rows([0xFF, 0xFF, 0x12, 0x34]).ToArray(), "grey16").Pixels;
        Assert.Equal((0, 0x12, 255), (keyed[3], keyed[4], keyed[7]));
        byte[] palette = new PngBuilder(2, 1, 8, 3).Chunk("PLTE", 200, 40, 40, 40, 160, 60).Chunk("tRNS", 128).Rows([0, 1]).ToArray();
        Assert.Equal([200, 40, 40, 128, 40, 160, 60, 255], PictureFile.Decode(palette, "palette").Pixels);
        foreach (int width in (int[])[29, 30, 31])
        {
            StraightImage image = PictureSamples.FourColors(width, 15);
            Assert.Equal(image.Pixels, PictureFile.Decode(PictureSamples.FileOf(image, "bmp"), "a.bmp").Pixels);
        }
    }

    [Fact]
    public void The_first_frame_of_every_animation_is_read()
    {
        StraightImage first = PictureSamples.FourColors(24, 16);
        foreach (string format in (string[])["png", "webp", "gif"])
        {
            StraightImage read = PictureFile.Decode(PictureSamples.Animation(format, first, new StraightImage(24, 16)), "a." + format);
            Assert.InRange(first.Pixels.Zip(read.Pixels).Average(pair => Math.Abs(pair.First - pair.Second)), 0, format == "gif" ? 5 : 0);
        }
    }

    private static void Shows(byte[] expected, byte[] file)
    {
        StraightImage image = PictureFile.Decode(file, "picture");
        (int right, int low) = (image.Width - 1, image.Height - 1);
        byte[] found = [.. ((int[])[0, right, low * image.Width, (low * image.Width) + right]).SelectMany(pixel => image.Pixels[(4 * pixel)..((4 * pixel) + 3)])];
        Assert.True(expected.Zip(found).All(pair => Math.Abs(pair.First - pair.Second) <= Tolerance), $"expected {string.Join(',', expected)}, found {string.Join(',', found)}");
    }

    /// <summary>A simple WebP file in the extended form with one more chunk before the picture.</summary>
    private static byte[] WithChunk(byte[] webp, string name, byte[] content, byte flag)
    {
        byte[] extended = [.. "VP8X"u8, 10, 0, 0, 0, flag, 0, 0, 0, 15, 0, 0, 15, 0, 0];
        byte[] chunk = [.. System.Text.Encoding.ASCII.GetBytes(name), .. BitConverter.GetBytes(content.Length), .. content, .. new byte[content.Length % 2]];
        byte[] body = [.. "WEBP"u8, .. extended, .. chunk, .. webp[12..]];
        return [.. "RIFF"u8, .. BitConverter.GetBytes(body.Length), .. body];
    }
}
