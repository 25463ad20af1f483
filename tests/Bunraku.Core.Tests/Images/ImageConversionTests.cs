using Bunraku.Core.Errors;
using Bunraku.Core.Images;

namespace Bunraku.Core.Tests.Images;

public sealed class ImageConversionTests
{
    private const int Plane = CharacterPicture.Size * CharacterPicture.Size;

    [Fact]
    public void A_transparent_pixel_is_minus_one_whatever_its_colour()
    {
        var image = new StraightImage(512, 512);
        image.Pixels[0] = 200;
        Assert.All(ImageConversion.ToNetwork(image, "a.png").Values, value => Assert.Equal(-1f, value));
    }

    [Fact]
    public void An_opaque_picture_has_four_channels_with_alpha_one()
    {
        var image = new StraightImage(512, 512);
        image.Pixels.AsSpan().Fill(255);
        Assert.All(ImageConversion.ToNetwork(image, "a.png").Values, value => Assert.Equal(1f, value));
    }

    [Fact]
    public void Colour_is_made_linear_before_it_is_multiplied_by_alpha()
    {
        var image = new StraightImage(512, 512);
        ((byte[])[188, 0, 255, 128]).CopyTo(image.Pixels, 0);
        float[] values = ImageConversion.ToNetwork(image, "a.png").Values;
        Assert.Equal((2 * 0.5028865 * 128 / 255) - 1, values[0], 1e-6);
        Assert.Equal(-1, values[Plane], 1e-6);
        Assert.Equal((2.0 * 128 / 255) - 1, values[2 * Plane], 1e-6);
        Assert.Equal((2.0 * 128 / 255) - 1, values[3 * Plane], 1e-6);
    }

    [Fact]
    public void Another_size_is_refused_with_both_sizes_and_what_to_do()
    {
        var error = Assert.Throws<BadInputException>(() => ImageConversion.ToNetwork(new StraightImage(640, 480), "a.png"));
        Assert.Equal(
            "a.png: the character picture must be 512x512 pixels, but is 640x480. Crop it to a square around the character and resize it to 512x512.",
            error.Message);
    }
}
