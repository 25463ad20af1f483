using Bunraku.Core.Errors;
using Bunraku.Core.Images;
using Bunraku.Core.Tests.Files;
using CsCheck;
using SkiaSharp;

namespace Bunraku.Core.Tests.Images;

public sealed class PngFileTests
{
    private const int Grey = 0;
    private const int Rgb = 2;
    private const int Palette = 3;
    private const int GreyAlpha = 4;
    private const int Rgba = 6;

    [Fact]
    public void Every_pair_of_colour_and_alpha_survives_a_round_trip()
    {
        var image = new StraightImage(256, 256);
        for (int p = 0; p < 256 * 256; p++)
        {
            image.Pixels[4 * p] = (byte)p;
            image.Pixels[(4 * p) + 1] = (byte)(255 - p);
            image.Pixels[(4 * p) + 2] = (byte)(p * 7);
            image.Pixels[(4 * p) + 3] = (byte)(p >> 8);
        }

        StraightImage back = PngFile.Decode(PngFile.Encode(image), "round trip");
        Assert.Equal((256, 256), (back.Width, back.Height));
        Assert.Equal(image.Pixels, back.Pixels);
    }

    [Fact]
    public void Any_size_and_content_survives_a_round_trip() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 40])
            .SelectMany(size => Gen.Byte.Array[4 * size.Item1 * size.Item2].Select(pixels => new StraightImage(size.Item1, size.Item2, pixels)))
            .Sample(image => PngFile.Decode(PngFile.Encode(image), "round trip").Pixels.AsSpan().SequenceEqual(image.Pixels), iter: 200);

    [Theory]
    [InlineData("gAMA", new byte[] { 0, 1, 0x86, 0xA0 })]
    [InlineData("gAMA", new byte[] { 0, 0, 0x4E, 0x20 })]
    [InlineData("cHRM", new byte[] { 0, 0, 0x7A, 0x26, 0, 0, 0x80, 0x84, 0, 0, 0xFA, 0, 0, 0, 0x3A, 0x98, 0, 0, 0x17, 0x70, 0, 0, 0xEA, 0x60, 0, 0, 0x75, 0x30, 0, 0, 0x27, 0x10 })]
    [InlineData("sRGB", new byte[] { 0 })]
    public void Colour_chunks_are_ignored(string chunk, byte[] data)
    {
        byte[] row = [10, 20, 30, 255, 200, 100, 50, 128];
        byte[] file = new PngBuilder(2, 1, 8, Rgba).Chunk(chunk, data).Rows(row).ToArray();
        Assert.Equal(row, PngFile.Decode(file, "test").Pixels);
    }

    [Fact]
    public void Gamma_together_with_primaries_is_ignored_in_every_colour_type()
    {
        byte[] gamma = [0, 1, 0x86, 0xA0];
        byte[] primaries = [0, 0, 0x7A, 0x26, 0, 0, 0x80, 0x84, 0, 0, 0xFA, 0, 0, 0, 0x3A, 0x98, 0, 0, 0x17, 0x70, 0, 0, 0xEA, 0x60, 0, 0, 0x75, 0x30, 0, 0, 0x27, 0x10];
        PngBuilder Start(int depth, int color) => new PngBuilder(1, 1, depth, color).Chunk("gAMA", gamma).Chunk("cHRM", primaries);
        Assert.Equal([90, 90, 90, 255], PngFile.Decode(Start(8, Grey).Rows([90]).ToArray(), "grey").Pixels);
        Assert.Equal([90, 90, 90, 40], PngFile.Decode(Start(8, GreyAlpha).Rows([90, 40]).ToArray(), "grey alpha").Pixels);
        Assert.Equal([90, 80, 70, 255], PngFile.Decode(Start(8, Rgb).Rows([90, 80, 70]).ToArray(), "rgb").Pixels);
        Assert.Equal([90, 80, 70, 60], PngFile.Decode(Start(8, Rgba).Rows([90, 80, 70, 60]).ToArray(), "rgba").Pixels);
        Assert.Equal([90, 80, 70, 60], PngFile.Decode(Start(16, Rgba).Rows([90, 255, 80, 255, 70, 255, 60, 255]).ToArray(), "rgba16").Pixels);
        byte[] palette = Start(8, Palette).Chunk("PLTE", 1, 2, 3, 90, 80, 70).Chunk("tRNS", 255, 60).Rows([1]).ToArray();
        Assert.Equal([90, 80, 70, 60], PngFile.Decode(palette, "palette").Pixels);
    }

    [Fact]
    public void A_colour_profile_is_ignored()
    {
        // Skia understands its own profiles best: this is that of Display P3 with a gamma of 1, far from sRGB.
        using SKColorSpace wide = SKColorSpace.CreateRgb(SKColorSpaceTransferFn.Linear, SKColorSpaceXyz.DisplayP3);
        byte[] row = [200, 100, 50, 255];
        byte[] profiled = PngWithProfile(row, wide);
        Assert.NotEqual(-1, profiled.AsSpan().IndexOf("iCCP"u8));
        Assert.Equal(row, PngFile.Decode(profiled, "test").Pixels);
    }

    [Fact]
    public void Grey_spreads_to_three_channels() =>
        Assert.Equal([0, 0, 0, 255, 77, 77, 77, 255], PngFile.Decode(new PngBuilder(2, 1, 8, Grey).Rows([0, 77]).ToArray(), "test").Pixels);

    [Fact]
    public void Grey_of_few_bits_reaches_full_range() =>
        Assert.Equal([0, 85, 170, 255], PngFile.Decode(new PngBuilder(4, 1, 2, Grey).Rows([0b00_01_10_11]).ToArray(), "test").Pixels.Where((_, i) => i % 4 == 0));

    [Fact]
    public void Grey_with_alpha_keeps_its_alpha() =>
        Assert.Equal([9, 9, 9, 3, 200, 200, 200, 0], PngFile.Decode(new PngBuilder(2, 1, 8, GreyAlpha).Rows([9, 3, 200, 0]).ToArray(), "test").Pixels);

    [Fact]
    public void Colour_without_alpha_becomes_opaque() =>
        Assert.Equal([1, 2, 3, 255, 4, 5, 6, 255], PngFile.Decode(new PngBuilder(2, 1, 8, Rgb).Rows([1, 2, 3, 4, 5, 6]).ToArray(), "test").Pixels);

    [Fact]
    public void A_colour_key_becomes_transparent()
    {
        byte[] file = new PngBuilder(2, 1, 8, Rgb).Chunk("tRNS", 0, 1, 0, 2, 0, 3).Rows([1, 2, 3, 4, 5, 6]).ToArray();
        Assert.Equal([1, 2, 3, 0, 4, 5, 6, 255], PngFile.Decode(file, "test").Pixels);
    }

    [Fact]
    public void A_palette_with_transparency_keeps_colours_under_partial_alpha()
    {
        byte[] file = new PngBuilder(3, 1, 8, Palette)
            .Chunk("PLTE", 250, 3, 7, 9, 255, 1, 40, 50, 60)
            .Chunk("tRNS", 1, 128)
            .Rows([0, 1, 2]).ToArray();
        Assert.Equal([250, 3, 7, 1, 9, 255, 1, 128, 40, 50, 60, 255], PngFile.Decode(file, "test").Pixels);
    }

    [Fact]
    public void Sixteen_bit_samples_are_cut_to_their_high_bytes()
    {
        // 0x00FF would round up to 1, and 0xFF00 scaled is 254.
        byte[] file = new PngBuilder(2, 1, 16, Rgba).Rows([0x00, 0xFF, 0x7F, 0xFF, 0xFF, 0x00, 0x80, 0xFF, 1, 200, 2, 200, 3, 200, 0xFF, 0xFF]).ToArray();
        Assert.Equal([0x00, 0x7F, 0xFF, 0x80, 1, 2, 3, 0xFF], PngFile.Decode(file, "test").Pixels);
    }

    [Fact]
    public void Sixteen_bit_grey_and_rgb_are_cut_to_their_high_bytes()
    {
        Assert.Equal([0x12, 0x12, 0x12, 255], PngFile.Decode(new PngBuilder(1, 1, 16, Grey).Rows([0x12, 0xFF]).ToArray(), "grey").Pixels);
        Assert.Equal([0x12, 0x12, 0x12, 0x7F], PngFile.Decode(new PngBuilder(1, 1, 16, GreyAlpha).Rows([0x12, 0xFF, 0x7F, 0xFF]).ToArray(), "grey alpha").Pixels);
        Assert.Equal([0x12, 0x34, 0x56, 255], PngFile.Decode(new PngBuilder(1, 1, 16, Rgb).Rows([0x12, 0xFF, 0x34, 0xFF, 0x56, 0xFF]).ToArray(), "rgb").Pixels);
    }

    [Fact]
    public void An_interlaced_picture_is_put_together()
    {
        // Adam7 of 2x2 pixels: pass 1 holds (0,0), pass 6 (0,1), pass 7 row 1.
        byte[] file = new PngBuilder(2, 2, 8, Grey, interlaced: true).Rows([1], [2], [3, 4]).ToArray();
        Assert.Equal([1, 2, 3, 4], PngFile.Decode(file, "test").Pixels.Where((_, i) => i % 4 == 0));
    }

    [Fact]
    public void Colour_hidden_under_alpha_zero_is_kept() =>
        Assert.Equal([11, 22, 33, 0], PngFile.Decode(new PngBuilder(1, 1, 8, Rgba).Rows([11, 22, 33, 0]).ToArray(), "test").Pixels);

    [Fact]
    public void A_picture_cut_anywhere_is_bad_input_that_names_it()
    {
        var image = new StraightImage(64, 64);
        Random.Shared.NextBytes(image.Pixels);
        byte[] file = PngFile.Encode(image);
        for (int length = 0; length < file.Length - 16; length += 97)
        {
            var error = Assert.Throws<BadInputException>(() => PngFile.Decode(file.AsSpan(0, length), "cut.png"));
            Assert.StartsWith("cut.png: ", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_damaged_picture_is_read_or_is_bad_input()
    {
        byte[] file = PngFile.Encode(new StraightImage(16, 16));
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
                    PngFile.Decode(damaged, "damaged.png");
                }
                catch (BadInputException error)
                {
                    Assert.StartsWith("damaged.png: ", error.Message, StringComparison.Ordinal);
                }
            },
            iter: 2000);
    }

    [Theory]
    [InlineData(16385, 1)]
    [InlineData(1, 16385)]
    [InlineData(16384, 16384)]
    [InlineData(int.MaxValue, int.MaxValue)]
    [InlineData(-1, 5)]
    [InlineData(0, 5)]
    public void An_impossible_size_is_refused_before_anything_is_allocated(int width, int height)
    {
        byte[] file = new PngBuilder(width, height, 8, Rgba).Rows([0]).ToArray();
        long before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<BadInputException>(() => PngFile.Decode(file, "huge.png"));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
        Assert.StartsWith("huge.png: the picture is ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[0], "an empty file")]
    [InlineData(new byte[] { 0xFF, 0xD8, 0xFF, 0xE0 }, "a JPEG picture")]
    [InlineData(new byte[] { 1, 2, 3 }, "something else")]
    public void What_is_no_PNG_is_called_by_its_name(byte[] file, string kind)
    {
        var error = Assert.Throws<BadInputException>(() => PngFile.Decode(file, "a.png"));
        Assert.Equal($"a.png: a PNG picture was expected, but this is {kind}. Save the picture as PNG.", error.Message);
    }

    [Fact]
    public void A_missing_file_and_a_folder_are_named()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("there is no such file", Assert.Throws<BadInputException>(() => PngFile.Read(folder.File("none.png"))).Message, StringComparison.Ordinal);
        Assert.Contains("this is a folder", Assert.Throws<BadInputException>(() => PngFile.Read(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_written_file_is_read_again_and_holds_no_colour_chunks()
    {
        using var folder = new TemporaryFolder();
        var image = new StraightImage(3, 1, [1, 2, 3, 4, 5, 6, 7, 0, 9, 10, 11, 255]);
        PngFile.Write(folder.File("a.png"), image);
        Assert.Equal(image.Pixels, PngFile.Read(folder.File("a.png")).Pixels);
        byte[] file = File.ReadAllBytes(folder.File("a.png"));
        foreach (string chunk in (string[])["gAMA", "cHRM", "iCCP", "sRGB"])
        {
            Assert.Equal(-1, file.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(chunk)));
        }
    }

    private static unsafe byte[] PngWithProfile(byte[] pixel, SKColorSpace profile)
    {
        fixed (byte* pixels = pixel)
        {
            using var pixmap = new SKPixmap(new SKImageInfo(1, 1, SKColorType.Rgba8888, SKAlphaType.Unpremul, profile), (nint)pixels);
            using SKData data = pixmap.Encode(SKPngEncoderOptions.Default);
            return data.ToArray();
        }
    }
}
