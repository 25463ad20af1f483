using Bunraku.Core.Errors;
using Bunraku.Core.Images;

namespace Bunraku.Core.Tests.Images;

public sealed class FaceMaskTests
{
    private const int Size = 512;

    [Fact]
    public void The_red_channel_inside_the_crop_is_the_mask()
    {
        byte[][] rows = Black(3);
        rows[80][3 * 192] = 255;
        rows[207][3 * 319] = 255;
        rows[100][(3 * 200) + 1] = 255;
        rows[79][3 * 192] = 255;
        float[] values = FaceMask.Decode(new PngBuilder(Size, Size, 8, 2).Rows(rows).ToArray(), "mask.png").Values;
        Assert.Equal(128 * 128, values.Length);
        Assert.Equal([0, (128 * 128) - 1], values.Index().Where(value => value.Item == 1f).Select(value => value.Index));
    }

    [Fact]
    public void What_is_written_as_RGB_is_accepted()
    {
        var mask = new StraightImage(Size, Size);
        int corner = 4 * ((80 * Size) + 192);
        mask.Pixels.AsSpan(corner, 3).Fill(255);

        float[] values = FaceMask.Decode(PngFile.EncodeRgb(mask), "mask.png").Values;

        Assert.Equal([0], values.Index().Where(value => value.Item == 1f).Select(value => value.Index));
    }

    [Fact]
    public void A_grey_edge_is_reported_with_its_place()
    {
        byte[][] rows = Black(3);
        rows[7][(3 * 11) + 1] = 254;
        var error = Assert.Throws<BadInputException>(() => FaceMask.Decode(new PngBuilder(Size, Size, 8, 2).Rows(rows).ToArray(), "mask.png"));
        Assert.StartsWith("mask.png: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("G is 254 at column 11, row 7", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 1, "a grey picture.")]
    [InlineData(4, 2, "a grey picture with transparency.")]
    [InlineData(6, 4, "RGBA (it has transparency).")]
    public void Another_kind_of_picture_is_refused(int colorType, int channels, string kind)
    {
        byte[] file = new PngBuilder(Size, Size, 8, colorType).Rows(Black(channels)).ToArray();
        var error = Assert.Throws<BadInputException>(() => FaceMask.Decode(file, "mask.png"));
        Assert.Contains("must be an RGB picture, but is " + kind, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_palette_is_refused()
    {
        byte[] file = new PngBuilder(Size, Size, 8, 3).Chunk("PLTE", 0, 0, 0, 255, 255, 255).Rows(Black(1)).ToArray();
        Assert.Contains("a palette picture", Assert.Throws<BadInputException>(() => FaceMask.Decode(file, "mask.png")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_size_is_refused()
    {
        byte[] file = new PngBuilder(2, 1, 8, 2).Rows(new byte[6]).ToArray();
        Assert.Contains("but is 2x1", Assert.Throws<BadInputException>(() => FaceMask.Decode(file, "mask.png")).Message, StringComparison.Ordinal);
    }

    private static byte[][] Black(int channels) => [.. Enumerable.Range(0, Size).Select(_ => new byte[channels * Size])];
}
