using Bunraku.Core.Images;
using CsCheck;

namespace Bunraku.Core.Tests.Images;

public sealed class FrameConversionTests
{
    private static readonly LinearColor Backdrop = LinearColor.FromSrgb(0, 177, 64);

    /// <summary>Planes of any awkward size with the overshoot, the haze and the opaque parts of real frames.</summary>
    private static readonly Gen<(int Width, int Height, float[] Planes)> Frames = Gen.Select(Gen.Int[1, 67], Gen.Int[1, 5])
        .SelectMany(size => Gen.Frequency((4, Gen.Float[-1.3f, 1.3f]), (3, Gen.Const(-1f)), (2, Gen.Const(1f)), (3, Gen.Float[-1.01f, -0.99f]))
            .Array[4 * size.Item1 * size.Item2]
            .Select(planes => (size.Item1, size.Item2, planes)));

    [Fact]
    public void Straight_pixels_equal_the_formula_in_double_precision() => Frames.Sample(
        frame =>
        {
            byte[] rgba = new byte[frame.Planes.Length];
            FrameConversion.ToStraight(frame.Planes, frame.Width, frame.Height, rgba);
            ForEachPixel(frame, (pixel, red, green, blue, alpha) =>
            {
                int code = rgba[(4 * pixel) + 3];
                AssertNear(255.0 * alpha, code);
                if (code == 0)
                {
                    Assert.Equal([0, 0, 0, 0], rgba.AsSpan(4 * pixel, 4).ToArray());
                    return;
                }

                AssertNear(255.0 * SrgbTransfer.ToEncoded(red / alpha), rgba[4 * pixel]);
                AssertNear(255.0 * SrgbTransfer.ToEncoded(green / alpha), rgba[(4 * pixel) + 1]);
                AssertNear(255.0 * SrgbTransfer.ToEncoded(blue / alpha), rgba[(4 * pixel) + 2]);
            });
        },
        iter: 300);

    [Fact]
    public void Pixels_over_a_background_equal_the_formula_in_double_precision() => Frames.Sample(
        frame =>
        {
            byte[] rgba = new byte[frame.Planes.Length];
            FrameConversion.OverBackground(frame.Planes, frame.Width, frame.Height, Backdrop, rgba);
            ForEachPixel(frame, (pixel, red, green, blue, alpha) =>
            {
                AssertNear(255.0 * SrgbTransfer.ToEncoded(Math.Clamp(red, 0, 1) + ((1 - alpha) * Backdrop.Red)), rgba[4 * pixel]);
                AssertNear(255.0 * SrgbTransfer.ToEncoded(Math.Clamp(green, 0, 1) + ((1 - alpha) * Backdrop.Green)), rgba[(4 * pixel) + 1]);
                AssertNear(255.0 * SrgbTransfer.ToEncoded(Math.Clamp(blue, 0, 1) + ((1 - alpha) * Backdrop.Blue)), rgba[(4 * pixel) + 2]);
                Assert.Equal(255, rgba[(4 * pixel) + 3]);
            });
        },
        iter: 300);

    [Fact]
    public void A_part_of_a_frame_equals_the_same_part_of_the_whole_picture() => Frames
        .SelectMany(frame => Gen.Select(Gen.Int[0, frame.Height], Gen.Int[0, frame.Width])
            .SelectMany(corner => Gen.Select(Gen.Int[0, frame.Height - corner.Item1], Gen.Int[0, frame.Width - corner.Item2])
                .Select(size => (Frame: frame, Area: new PixelRectangle(corner.Item1, corner.Item2, size.Item1, size.Item2)))))
        .Sample(
            sample =>
            {
                ((int width, int height, float[] planes), PixelRectangle area) = sample;
                byte[] whole = new byte[planes.Length];
                byte[] part = new byte[4 * area.Height * area.Width];
                FrameConversion.ToStraight(planes, width, height, whole);
                FrameConversion.ToStraight(planes, width, height, area, part);
                Assert.Equal(Crop(whole, width, area), part);
                FrameConversion.OverBackground(planes, width, height, Backdrop, whole);
                FrameConversion.OverBackground(planes, width, height, area, Backdrop, part);
                Assert.Equal(Crop(whole, width, area), part);
            },
            iter: 300);

    [Fact]
    public void Noise_divided_by_almost_no_alpha_leaves_no_colour()
    {
        // The first alpha is rounded to 0, the second to 1.
        float[] planes = [0.5f, -0.999f, 0.5f, -0.999f, 0.5f, -0.999f, (2f * 0.49f / 255f) - 1f, (2f * 0.51f / 255f) - 1f];
        byte[] rgba = new byte[8];
        FrameConversion.ToStraight(planes, 2, 1, rgba);
        Assert.Equal([0, 0, 0, 0], rgba[..4]);
        Assert.Equal(1, rgba[7]);
    }

    [Fact]
    public void What_is_not_a_number_counts_as_nothing()
    {
        float[] planes = [.. Enumerable.Repeat(float.NaN, 4 * 64)];
        byte[] rgba = new byte[4 * 64];
        FrameConversion.ToStraight(planes, 64, 1, rgba);
        Assert.All(rgba, value => Assert.Equal(0, value));
        planes.AsSpan(3 * 64).Fill(1f);
        FrameConversion.ToStraight(planes, 64, 1, rgba);
        Assert.All(rgba.Chunk(4), pixel => Assert.Equal([0, 0, 0, 255], pixel));
        FrameConversion.OverBackground(planes, 64, 1, Backdrop, rgba);
        Assert.All(rgba.Chunk(4), pixel => Assert.Equal([0, 0, 0, 255], pixel));
    }

    [Fact]
    public void A_live_frame_is_converted_without_allocation()
    {
        float[] planes = new float[4 * 64 * 64];
        byte[] rgba = new byte[4 * 64 * 64];
        void Convert()
        {
            FrameConversion.ToStraight(planes, 64, 64, rgba);
            FrameConversion.OverBackground(planes, 64, 64, Backdrop, rgba);
        }

        Convert();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Convert();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_mask_is_shown_as_encoded_grey_and_limited()
    {
        byte[] rgba = new byte[16];
        FrameConversion.ToDisplay([-0.2f, 0f, 0.5f, 1.1f], 1, 2, 2, rgba);
        Assert.Equal([0, 0, 0, 255, 0, 0, 0, 255, 188, 188, 188, 255, 255, 255, 255, 255], rgba);
    }

    [Fact]
    public void Three_channels_are_shown_opaque()
    {
        byte[] rgba = new byte[8];
        FrameConversion.ToDisplay([-1f, 1f, 0f, 0f, 1.2f, -1.2f], 3, 2, 1, rgba);
        Assert.Equal([0, 188, 255, 255, 255, 188, 0, 255], rgba);
    }

    [Fact]
    public void Four_channels_are_shown_without_dividing_by_alpha()
    {
        byte[] rgba = new byte[4];
        FrameConversion.ToDisplay([0f, 0f, -1f, 0f], 4, 1, 1, rgba);
        Assert.Equal([188, 188, 0, 128], rgba);
    }

    [Fact]
    public void Two_channels_are_shown_as_a_grid_change()
    {
        byte[] rgba = new byte[8];
        FrameConversion.ToDisplay([0f, 0f, 0f, -0.2f], 2, 2, 1, rgba);
        Assert.Equal([0, 0, 0, 255], rgba[..4]);
        Assert.NotEqual([0, 0, 0, 255], rgba[4..]);
    }

    [Fact]
    public void An_area_outside_the_frame_is_a_programming_error()
    {
        foreach (PixelRectangle area in (PixelRectangle[])[new(-1, 0, 1, 1), new(0, -1, 1, 1), new(1, 0, 2, 1), new(0, 2, 1, 2), new(0, 0, -1, 1)])
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => FrameConversion.ToStraight(new float[4 * 6], 3, 2, area, new byte[4 * Math.Abs(area.Height * area.Width)]));
        }
    }

    private static void ForEachPixel((int Width, int Height, float[] Planes) frame, Action<int, double, double, double, double> check)
    {
        int plane = frame.Width * frame.Height;
        double Unit(int channel, int pixel) => (frame.Planes[(channel * plane) + pixel] + 1.0) / 2.0;
        for (int pixel = 0; pixel < plane; pixel++)
        {
            check(pixel, Unit(0, pixel), Unit(1, pixel), Unit(2, pixel), Math.Clamp(Unit(3, pixel), 0.0, 1.0));
        }
    }

    /// <summary>The nearest byte; close to a tie single precision may choose the other one.</summary>
    private static void AssertNear(double expected, byte actual) => Assert.InRange(actual, expected - 0.51, expected + 0.51);

    private static void AssertNear(double expected, int actual) => AssertNear(expected, (byte)actual);

    private static byte[] Crop(byte[] rgba, int width, PixelRectangle area) =>
    [
        .. Enumerable.Range(area.Top, area.Height).SelectMany(row => rgba.AsSpan(4 * ((row * width) + area.Left), 4 * area.Width).ToArray()),
    ];
}
