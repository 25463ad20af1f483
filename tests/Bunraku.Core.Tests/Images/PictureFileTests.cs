using Bunraku.Core.Errors;
using Bunraku.Core.Images;
using Bunraku.Core.Tests.Files;
using CsCheck;
using SkiaSharp;

namespace Bunraku.Core.Tests.Images;

public sealed class PictureFileTests
{
    private const string Convert = "Open it in a picture program that reads it, such as GIMP, Krita or Preview, and export it as PNG.";

    private static readonly string[] AllFormats = ["jpeg", "webp", "bmp", "gif", "png"];

    [Theory]
    [InlineData("jpeg", 5)]
    [InlineData("webp", 0)]
    [InlineData("bmp", 0)]
    [InlineData("gif", 4)]
    [InlineData("png", 0)]
    public void Every_format_gives_the_picture_that_was_saved(string format, double meanError)
    {
        StraightImage image = PictureSamples.FourColors(32, 32);
        StraightImage read = PictureFile.Decode(PictureSamples.FileOf(image, format), "a." + format);
        Assert.Equal((32, 32), (read.Width, read.Height));
        Assert.InRange(image.Pixels.Zip(read.Pixels).Average(pair => Math.Abs(pair.Second - pair.First)), 0, meanError);
    }

    [Fact]
    public void Every_colour_type_of_PNG_is_read_whatever_the_file_is_called()
    {
        Assert.Equal([77, 77, 77, 255], PictureFile.Decode(new PngBuilder(1, 1, 8, 0).Rows([77]).ToArray(), "grey.jpg").Pixels);
        Assert.Equal([77, 77, 77, 9], PictureFile.Decode(new PngBuilder(1, 1, 8, 4).Rows([77, 9]).ToArray(), "grey alpha").Pixels);
        Assert.Equal([1, 2, 3, 4], PictureFile.Decode(new PngBuilder(1, 1, 16, 6).Rows([1, 200, 2, 200, 3, 200, 4, 200]).ToArray(), "16 bit").Pixels);
        Assert.Equal([40, 50, 60, 7], PictureFile.Decode(new PngBuilder(1, 1, 8, 3).Chunk("PLTE", 40, 50, 60).Chunk("tRNS", 7).Rows([0]).ToArray(), "palette").Pixels);
        byte[] interlaced = new PngBuilder(2, 2, 8, 0, interlaced: true).Rows([1], [2], [3, 4]).ToArray();
        Assert.Equal([1, 2, 3, 4], PictureFile.Decode(interlaced, "interlaced").Pixels.Where((_, i) => i % 4 == 0));
    }

    [Fact]
    public void Transparency_of_WebP_and_GIF_is_kept()
    {
        StraightImage image = PictureSamples.FourColors(24, 16);
        for (int i = 0; i < 24 * 8; i++)
        {
            image.Pixels.AsSpan(4 * i, 4).Clear();
        }

        foreach (string format in (string[])["webp", "gif"])
        {
            StraightImage read = PictureFile.Decode(PictureSamples.FileOf(image, format), format);
            Assert.Equal(image.Pixels.Where((_, i) => i % 4 == 3), read.Pixels.Where((_, i) => i % 4 == 3));
        }
    }

    [Fact]
    public void Of_an_animation_the_first_frame_is_read()
    {
        StraightImage first = PictureSamples.FourColors(24, 16);
        byte[] file = PictureSamples.Animation("gif", first, new StraightImage(24, 16));
        AssertColor(PictureSamples.TopLeft, PictureFile.Decode(file, "a.gif"), "LT");
    }

    /// <summary>Where the first and the last pixel of the first stored row belong, by the EXIF standard: L, R, T, B.</summary>
    [Theory]
    [InlineData(1, "LT", "RT")]
    [InlineData(2, "RT", "LT")]
    [InlineData(3, "RB", "LB")]
    [InlineData(4, "LB", "RB")]
    [InlineData(5, "LT", "LB")]
    [InlineData(6, "RT", "RB")]
    [InlineData(7, "RB", "RT")]
    [InlineData(8, "LB", "LT")]
    public void A_photograph_is_turned_the_way_its_EXIF_data_says(int orientation, string first, string last)
    {
        byte[] file = PictureSamples.WithOrientation(PictureSamples.FileOf(PictureSamples.FourColors(32, 16), "jpeg"), orientation);
        StraightImage read = PictureFile.Decode(file, "photo.jpg");
        Assert.Equal(orientation >= 5 ? (16, 32) : (32, 16), (read.Width, read.Height));
        AssertColor(PictureSamples.TopLeft, read, first);
        AssertColor(PictureSamples.TopRight, read, last);
    }

    [Theory]
    [InlineData("jpeg")]
    [InlineData("webp")]
    [InlineData("bmp")]
    [InlineData("gif")]
    [InlineData("png")]
    public void A_picture_that_ends_too_early_is_bad_input_that_names_it(string format)
    {
        var image = new StraightImage(64, 64);
        new Random(5).NextBytes(image.Pixels);
        byte[] file = PictureSamples.FileOf(image, format);
        for (int part = 0; part < 16; part++)
        {
            var error = Assert.Throws<BadInputException>(() => PictureFile.Decode(file.AsSpan(0, file.Length * part / 17), "cut.png"));
            Assert.StartsWith("cut.png: ", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("jpeg")]
    [InlineData("webp")]
    [InlineData("bmp")]
    [InlineData("gif")]
    [InlineData("png")]
    public void A_damaged_picture_is_read_or_is_bad_input(string format)
    {
        byte[] file = PictureSamples.FileOf(PictureSamples.FourColors(24, 16), format);
        Gen.Select(Gen.Int[0, file.Length - 1], Gen.Byte).Array[1, 8].Sample(
            changes =>
            {
                byte[] damaged = [.. file];
                foreach ((int position, byte value) in changes)
                {
                    damaged[position] = value;
                }

                try
                {
                    PictureFile.Decode(damaged, "damaged");
                }
                catch (BadInputException error)
                {
                    Assert.StartsWith("damaged: ", error.Message, StringComparison.Ordinal);
                }
            },
            iter: 1000);
    }

    [Fact]
    public void Noise_behind_any_signature_is_bad_input() =>
        Gen.Select(Gen.Int[0, 4].Select(i => AllFormats[i]), Gen.Byte.Array[0, 300]).Sample(
            (format, noise) =>
            {
                byte[] file = [.. PictureSamples.FileOf(PictureSamples.FourColors(8, 8), format)[..12], .. noise];
                Assert.Throws<BadInputException>(() => PictureFile.Decode(file, "noise"));
            },
            iter: 500);

    [Theory]
    [InlineData("jpeg")]
    [InlineData("bmp")]
    [InlineData("gif")]
    [InlineData("png")]
    public void A_header_that_lies_about_the_size_is_refused_before_anything_is_allocated(string format)
    {
        byte[] file = PictureSamples.WithSize(PictureSamples.FileOf(PictureSamples.FourColors(24, 16), format), format, 60000, 60000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<BadInputException>(() => PictureFile.Decode(file, "huge"));
        Assert.Equal("huge: the picture is 60000x60000, but at most 16384 pixels a side and 64 million in all are read. Make it smaller.", error.Message);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
    }

    [Theory]
    [InlineData("", "an empty file", "Save the picture as PNG.")]
    [InlineData("This is a text.", "something else", "Save the picture as PNG.")]
    [InlineData("<svg xmlns=''/>", "an SVG drawing", "In Inkscape, choose File, Export, PNG.")]
    [InlineData("\u00EF\u00BB\u00BF<?xml version='1.0'?>\r\n<!-- x --><svg", "an SVG drawing", "In Inkscape, choose File, Export, PNG.")]
    [InlineData("<?xml version='1.0'?><x/>", "a drawing or another XML file", "Save the picture as PNG.")]
    [InlineData("<!doctype html><p>", "a web page", "Save the picture as PNG.")]
    [InlineData("8BPS1234", "a Photoshop document (PSD)", "In Photoshop, choose File, Export, Export As, PNG.")]
    [InlineData("CSFCHUNK....", "a Clip Studio Paint document (CLIP)", "In Clip Studio Paint, choose File, Export (single layer), PNG.")]
    [InlineData("....ftypavif", "an AVIF picture", Convert)]
    [InlineData("....ftypmif1....avif", "an AVIF picture", Convert)]
    [InlineData("....ftypheic", "a HEIC picture", Convert)]
    [InlineData("....ftypmif1....heic", "a HEIC picture", Convert)]
    [InlineData("\u00FF\n....", "a JPEG XL picture", Convert)]
    [InlineData("\0\0\0\u000CJXL \r\n", "a JPEG XL picture", Convert)]
    [InlineData("II*\0....", "a TIFF picture", Convert)]
    [InlineData("MM\0+....", "a TIFF picture", Convert)]
    public void What_is_no_picture_that_can_be_read_is_called_by_its_name_with_how_to_get_a_PNG(string content, string kind, string advice)
    {
        var error = Assert.Throws<BadInputException>(() => PictureFile.Decode(System.Text.Encoding.Latin1.GetBytes(content), "a.png"));
        Assert.Equal($"a.png: a picture (PNG, JPEG, WebP, BMP or GIF) was expected, but this is {kind}. {advice}", error.Message);
        error = Assert.Throws<BadInputException>(() => PngFile.Decode(System.Text.Encoding.Latin1.GetBytes(content), "a.png"));
        Assert.Equal($"a.png: a PNG picture was expected, but this is {kind}. {advice}", error.Message);
    }

    [Fact]
    public void A_PNG_of_an_iPhone_app_is_called_by_its_name()
    {
        byte[] file = [0x89, .. "PNG\r\n\u001A\n"u8, 0, 0, 0, 4, .. "CgBI"u8, 0x50, 0, 0x20, 2];

        Assert.Contains("from an iPhone app", Assert.Throws<BadInputException>(() => PictureFile.Decode(file, "a.png")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_pixel_is_a_picture()
    {
        foreach (string format in AllFormats)
        {
            StraightImage read = PictureFile.Decode(PictureSamples.FileOf(new StraightImage(1, 1, [255, 255, 255, 255]), format), format);
            Assert.Equal((1, 1), (read.Width, read.Height));
        }
    }

    [Fact]
    public void A_missing_file_and_a_folder_are_named()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("there is no such file", Assert.Throws<BadInputException>(() => PictureFile.Read(folder.File("none.png"))).Message, StringComparison.Ordinal);
        Assert.Contains("this is a folder", Assert.Throws<BadInputException>(() => PictureFile.Read(folder.Path)).Message, StringComparison.Ordinal);
    }

    private static void AssertColor(SKColor expected, StraightImage image, string corner)
    {
        int x = corner[0] == 'L' ? 1 : image.Width - 2;
        int y = corner[1] == 'T' ? 1 : image.Height - 2;
        ReadOnlySpan<byte> found = image.Pixels.AsSpan(4 * ((y * image.Width) + x), 3);
        Assert.InRange(found[0] - expected.Red, -12, 12);
        Assert.InRange(found[1] - expected.Green, -12, 12);
        Assert.InRange(found[2] - expected.Blue, -12, 12);
    }
}
