using Bunraku.Core.Images;

namespace Bunraku.Core.Tests.Images;

public sealed class GridChangePictureTests
{
    [Theory]
    [InlineData(-1e-8f, -0.1f, 0)]
    [InlineData(0f, -0.1f, 255)]
    [InlineData(-0.1f, 0f, 64)]
    [InlineData(0f, 0.1f, 128)]
    [InlineData(0.1f, 0f, 192)]
    public void The_direction_chooses_the_hue_and_the_length_the_brightness(float x, float y, int entry)
    {
        LinearColor hue = GridChangePicture.Colors[entry];
        LinearColor color = GridChangePicture.ColorOf(x, y);
        Assert.Equal(0.3f * hue.Red, color.Red, 1e-6f);
        Assert.Equal(0.3f * hue.Green, color.Green, 1e-6f);
        Assert.Equal(0.3f * hue.Blue, color.Blue, 1e-6f);
    }

    [Theory]
    [InlineData(float.NaN, 0f)]
    [InlineData(0f, float.NaN)]
    [InlineData(0f, 0f)]
    public void No_direction_is_black(float x, float y) => Assert.Equal(default, GridChangePicture.ColorOf(x, y));
}
