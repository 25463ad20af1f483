using Bunraku.Core.Errors;
using Bunraku.Core.Images;
using Bunraku.TestSupport;

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
    public void A_soft_edge_is_cut_in_the_middle_and_noted()
    {
        byte[][] rows = Face(3);
        (rows[100][3 * 200], rows[100][3 * 201]) = (127, 128);

        FaceMask mask = FaceMask.Decode(new PngBuilder(Size, Size, 8, 2).Rows(rows).ToArray(), "mask.png");

        Assert.Equal([0f, 1f], mask.Values[((20 * 128) + 8)..((20 * 128) + 10)]);
        Assert.Contains("not pure black and white", Assert.Single(mask.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(8, 0, 1)]
    [InlineData(8, 2, 3)]
    [InlineData(8, 4, 2)]
    [InlineData(8, 6, 4)]
    [InlineData(16, 0, 2)]
    [InlineData(16, 2, 6)]
    public void Every_kind_of_picture_is_read_alike(int depth, int colorType, int bytes)
    {
        FaceMask mask = FaceMask.Decode(new PngBuilder(Size, Size, depth, colorType).Rows(Face(bytes)).ToArray(), "mask.png");

        Assert.Equal(FaceMask.Decode(new PngBuilder(Size, Size, 8, 2).Rows(Face(3)).ToArray(), "mask.png").Values, mask.Values);
        Assert.Empty(mask.Warnings);
        Assert.Equal(colorType >= 4, mask.Notes.Any(note => note.Contains("transparent", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_palette_is_read()
    {
        byte[] file = new PngBuilder(Size, Size, 8, 3).Chunk("PLTE", 0, 0, 0, 255, 255, 255).Rows([.. Face(1).Select(row => row.Select(value => (byte)(value / 255)).ToArray())]).ToArray();

        Assert.Equal(FaceMask.Decode(new PngBuilder(Size, Size, 8, 2).Rows(Face(3)).ToArray(), "mask.png").Values, FaceMask.Decode(file, "mask.png").Values);
    }

    [Fact]
    public void Masks_that_waste_a_training_are_warned_of()
    {
        Warns(Black(3), "no white");
        Warns([.. Black(3).Select(row => row.Select(_ => (byte)255).ToArray())], "white nearly everywhere");
        Warns([.. Face(3).Select(row => row.Select(value => (byte)(255 - value)).ToArray())], "inverted");
        byte[][] corner = Black(3);
        corner[81][3 * 193] = 255;
        Warns(corner, "neither eyes nor mouth");
    }

    [Fact]
    public void The_mask_of_every_shipped_character_is_good()
    {
        foreach (string path in Directory.GetFiles(Path.Combine(SharedData.Repository, "assets"), "*mask*.png", SearchOption.AllDirectories))
        {
            FaceMask mask = FaceMask.Read(path);
            Assert.Empty(mask.Warnings);
            Assert.Empty(mask.Notes);
        }
    }

    [Fact]
    public void Another_size_is_refused()
    {
        byte[] file = new PngBuilder(2, 1, 8, 2).Rows(new byte[6]).ToArray();
        Assert.Contains("but is 2x1", Assert.Throws<BadInputException>(() => FaceMask.Decode(file, "mask.png")).Message, StringComparison.Ordinal);
    }

    private static byte[][] Black(int channels) => [.. Enumerable.Range(0, Size).Select(_ => new byte[channels * Size])];

    private static void Warns(byte[][] rows, string words) =>
        Assert.Contains(words, Assert.Single(FaceMask.Decode(new PngBuilder(Size, Size, 8, 2).Rows(rows).ToArray(), "mask.png").Warnings), StringComparison.Ordinal);

    /// <summary>Two eyes and a mouth, white in all channels.</summary>
    private static byte[][] Face(int bytes)
    {
        byte[][] rows = Black(bytes);
        foreach ((int left, int top) in ((int, int)[])[(218, 125), (274, 125), (246, 168)])
        {
            for (int row = top; row < top + 16; row++)
            {
                rows[row].AsSpan(bytes * left, bytes * 20).Fill(255);
            }
        }

        return rows;
    }
}
