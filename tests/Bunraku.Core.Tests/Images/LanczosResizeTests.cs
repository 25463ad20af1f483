using Bunraku.Core.Images;
using CsCheck;

namespace Bunraku.Core.Tests.Images;

public sealed class LanczosResizeTests
{
    [Fact]
    public void A_picture_of_the_right_size_is_unchanged()
    {
        var image = new StraightImage(9, 9);
        Random.Shared.NextBytes(image.Pixels);
        Assert.Same(image, LanczosResize.ToSquare(image, 9));
    }

    [Fact]
    public void Cutting_without_resizing_keeps_opaque_pixels()
    {
        var image = new StraightImage(8, 3);
        Random.Shared.NextBytes(image.Pixels);
        for (int p = 3; p < image.Pixels.Length; p += 4)
        {
            image.Pixels[p] = 255;
        }

        // A width of 8 leaves 5 columns next to the square: 2 on the left.
        byte[] expected = [.. Enumerable.Range(0, 3).SelectMany(row => image.Pixels.Skip(4 * ((8 * row) + 2)).Take(12))];
        Assert.Equal(expected, LanczosResize.ToSquare(image, 3).Pixels);
    }

    [Fact]
    public void One_colour_stays_one_colour_at_every_size() => Gen.Select(Gen.Int[1, 60], Gen.Int[1, 60], Gen.Int[1, 90], Gen.Byte.Array[3]).Sample(
        (width, height, size, color) =>
        {
            byte[] pixel = [.. color, 255];
            var image = new StraightImage(width, height, [.. Enumerable.Range(0, width * height).SelectMany(_ => pixel)]);
            StraightImage resized = LanczosResize.ToSquare(image, size);
            Assert.Equal((size, size), (resized.Width, resized.Height));
            Assert.All(resized.Pixels.Chunk(4), found => Assert.Equal(pixel, found));
        },
        iter: 100);

    [Fact]
    public void Colour_under_alpha_zero_does_not_bleed()
    {
        // Left half opaque white, right half transparent red.
        byte[] row = [255, 255, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 255, 0, 0, 0];
        StraightImage resized = LanczosResize.ToSquare(new StraightImage(4, 4, [.. row, .. row, .. row, .. row]), 7);
        Assert.All(resized.Pixels.Chunk(4).Where(pixel => pixel[3] > 0), pixel => Assert.True(pixel[0] == pixel[1] && pixel[1] == pixel[2]));
    }
}
