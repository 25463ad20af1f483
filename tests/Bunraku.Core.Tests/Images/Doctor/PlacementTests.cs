using Bunraku.Core.Images;
using Bunraku.Core.Images.Doctor;
using CsCheck;

namespace Bunraku.Core.Tests.Images.Doctor;

public sealed class PlacementTests
{
    [Fact]
    public void The_placement_of_a_head_brings_it_into_the_head_box() => Gen.Select(Gen.Double[-500, 500], Gen.Double[-500, 500], Gen.Double[5, 900]).Sample((left, top, size) =>
    {
        PictureBox placed = Placement.OfHead(new PictureBox(left, top, size)).Map(new PictureBox(left, top, size));
        Assert.Equal(PictureBox.Head.Left, placed.Left, 6);
        Assert.Equal(PictureBox.Head.Top, placed.Top, 6);
        Assert.Equal(PictureBox.Head.Size, placed.Size, 6);
    });

    [Fact]
    public void A_whole_shift_moves_pixels_and_changes_none()
    {
        var image = new StraightImage(20, 10);
        new Random(1).NextBytes(image.Pixels);
        StraightImage moved = PlacedResize.Draw(image, new Placement(1, 5, -3), 20, 10);
        for (int row = 0; row < 7; row++)
        {
            for (int column = 5; column < 20; column++)
            {
                ReadOnlySpan<byte> expected = image.Pixels.AsSpan(4 * (((row + 3) * 20) + column - 5), 4);
                ReadOnlySpan<byte> found = moved.Pixels.AsSpan(4 * ((row * 20) + column), 4);
                Assert.Equal(expected[3], found[3]);
                Assert.True(expected[3] == 0 || expected.SequenceEqual(found));
            }
        }

        Assert.All(moved.Pixels[^120..], value => Assert.Equal(0, value));
    }

    [Fact]
    public void One_colour_stays_one_colour_at_every_scale_and_its_surroundings_stay_clear() => Gen.Select(Gen.Double[0.1, 9], Gen.Double[-20, 20], Gen.Byte.Array[3]).Sample(
        (scale, shift, color) =>
        {
            byte[] pixel = [.. color, 255];
            var image = new StraightImage(30, 30, [.. Enumerable.Range(0, 900).SelectMany(_ => pixel)]);
            StraightImage drawn = PlacedResize.Draw(image, new Placement(scale, shift, shift), 64, 64);
            Assert.All(drawn.Pixels.Chunk(4), found => Assert.True(found[3] == 0 || found.SequenceEqual(pixel)));
        },
        iter: 60);

    [Fact]
    public void Enlarging_leaves_no_rings_along_an_edge()
    {
        var image = new StraightImage(16, 16);
        for (int i = 0; i < 16 * 8; i++)
        {
            image.Pixels[(4 * i) + 3] = 255;
        }

        StraightImage drawn = PlacedResize.Draw(image, new Placement(4, 0, 0), 64, 64);
        Assert.All(Enumerable.Range(0, 64 * 30), i => Assert.Equal(255, drawn.Pixels[(4 * i) + 3]));
        Assert.All(Enumerable.Range(64 * 34, 64 * 30), i => Assert.Equal(0, drawn.Pixels[(4 * i) + 3]));
    }

    [Fact]
    public void Colour_under_alpha_zero_does_not_bleed()
    {
        byte[] row = [255, 255, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 255, 0, 0, 0];
        StraightImage drawn = PlacedResize.Draw(new StraightImage(4, 4, [.. row, .. row, .. row, .. row]), new Placement(1.75, 0, 0), 7, 7);
        Assert.All(drawn.Pixels.Chunk(4).Where(pixel => pixel[3] > 0), pixel => Assert.True(pixel[0] == pixel[1] && pixel[1] == pixel[2]));
    }

    [Theory]
    [InlineData(1.0 / 256, 0)]
    [InlineData(64, 0)]
    [InlineData(1, 100000)]
    [InlineData(1, -100000)]
    [Trait("Category", "Slow")]
    public void Extreme_placements_give_a_canvas_all_the_same(double scale, double shift)
    {
        StraightImage drawn = PlacedResize.Draw(new StraightImage(10, 10), new Placement(scale, shift, shift), 512, 512);
        Assert.All(drawn.Pixels, value => Assert.Equal(0, value));
    }
}
