using Bunraku.Core.Images;
using Bunraku.Distillation.Samples;

namespace Bunraku.Distillation.Tests.Samples;

public sealed class SampleCellTests
{
    [Fact]
    public void Colour_is_mixed_over_green_with_alpha_applied_once_more()
    {
        // Alpha 0 is half transparent: (0, 0, 0) / 2 + (-1, 1, -1) / 2 = (-0.5, 0.5, -0.5), linear 0.25 and 0.75, codes 137 and 225.
        // Alpha 1: (1, -1, 0), linear 1, 0, 0.5, codes 255, 0, 188. Alpha -1: pure green.
        // Alpha 1.2 is not limited: 0.5 * 1.1 - (-1, 1, -1) * 0.1 = (0.65, 0.45, 0.65), linear 0.825 and 0.725, codes 234 and 221.
        Assert.Equal([137, 225, 137, 255], Color(0, 0, 0, 0));
        Assert.Equal([255, 0, 188, 255], Color(1, -1, 0, 1));
        Assert.Equal([0, 255, 0, 255], Color(0.3f, -0.7f, 0.9f, -1));
        Assert.Equal([234, 221, 234, 255], Color(0.5f, 0.5f, 0.5f, 1.2f));
    }

    [Fact]
    public void Alpha_is_white_with_that_alpha()
    {
        byte[] cell = new byte[4 * 6];
        SampleCell.DrawAlpha([0.5f, 1.3f, -0.1f, 2e-5f, 0.9e-5f, float.NaN], cell);

        Assert.Equal([255, 255, 255, 128], cell[..4]);
        Assert.Equal([255, 255, 255, 255], cell[4..8]);
        Assert.Equal([0, 0, 0, 0], cell[8..12]);
        Assert.Equal([255, 255, 255, 0], cell[12..16]);
        Assert.Equal([0, 0, 0, 0], cell[16..20]);
        Assert.Equal([0, 0, 0, 0], cell[20..24]);
    }

    [Fact]
    public void A_grid_change_is_a_hue_with_three_times_its_length_as_brightness()
    {
        byte[] cell = new byte[4 * 2];
        SampleCell.DrawGridChange([0.1f, 0f, 0f, 0f], cell);

        // Along x: a quarter turn from the y axis, half a turn added: 0.75 of the table, where blue is 1 and red between 0 and 1.
        LinearColor hue = GridChangePicture.Colors[192];
        Assert.Equal([SrgbTransfer.ToCode(0.3f * hue.Red), SrgbTransfer.ToCode(0.3f * hue.Green), SrgbTransfer.ToCode(0.3f * hue.Blue), 255], cell[..4]);
        Assert.Equal([0, 0, 0, 255], cell[4..]);
    }

    private static byte[] Color(float red, float green, float blue, float alpha)
    {
        byte[] cell = new byte[4];
        SampleCell.DrawColor([red, green, blue, alpha], cell);
        return cell;
    }
}
