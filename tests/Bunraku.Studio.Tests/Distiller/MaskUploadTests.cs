using Bunraku.Core.Errors;
using Bunraku.Core.Images;
using Bunraku.Studio.Features.Distiller.Masks;

namespace Bunraku.Studio.Tests.Distiller;

public sealed class MaskUploadTests
{
    private const int CropPixel = (100 * 512) + 250;

    [Theory]
    [InlineData(255, 255, 255, 255, true)]
    [InlineData(200, 200, 200, 255, true)]
    [InlineData(255, 255, 255, 20, false)]
    [InlineData(60, 60, 60, 255, false)]
    public void Light_and_visible_pixels_of_any_picture_are_white(byte red, byte green, byte blue, byte alpha, bool expected)
    {
        StraightImage image = Blank(512);
        image.Pixels.AsSpan(4 * CropPixel, 4).Clear();
        new[] { red, green, blue, alpha }.CopyTo(image.Pixels, 4 * CropPixel);
        new byte[] { 255, 255, 255, 255 }.CopyTo(image.Pixels, 4 * (CropPixel + 1));

        float[] values = MaskUpload.Read(PngFile.Encode(image), "mask.png").ToValues();

        int pixel = (20 * 128) + 58;
        Assert.Equal(expected ? 1 : 0, values[pixel]);
        Assert.Equal(1, values[pixel + 1]);
        Assert.Equal(expected ? 2 : 1, values.Sum());
    }

    [Theory]
    [InlineData(256, "256x256")]
    [InlineData(512, "dark")]
    public void What_is_no_mask_is_refused_with_its_name(int size, string expected)
    {
        string message = Assert.Throws<BadInputException>(() => MaskUpload.Read(PngFile.Encode(Blank(size)), "mask.png")).Message;
        Assert.StartsWith("mask.png: ", message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_picture_is_refused() => Assert.Throws<BadInputException>(() => MaskUpload.Read([1, 2, 3], "mask.png"));

    private static StraightImage Blank(int size)
    {
        var image = new StraightImage(size, size);
        for (int i = 3; i < image.Pixels.Length; i += 4)
        {
            image.Pixels[i] = 255;
        }

        return image;
    }
}
