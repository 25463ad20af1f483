using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Bunraku.Torch.Networks;

/// <summary>What the networks do with pictures, [1, channels, rows, columns].</summary>
internal static class PictureOperations
{
    /// <summary>x where alpha is 1, y where it is 0; alpha has one channel.</summary>
    public static Tensor Blend(Tensor alpha, Tensor x, Tensor y) => y.lerp(x, alpha);

    /// <summary>The same for red, green and blue; the alpha channel is y's.</summary>
    public static Tensor BlendColors(Tensor alpha, Tensor x, Tensor y) =>
        cat([Blend(alpha, Channels(x, 0, 3), Channels(y, 0, 3)), Channels(y, 3, 1)], dim: 1);

    /// <summary>
    /// Takes every pixel from where the grid change says: its offset from the pixel, first to the right, then down, in units where 2 is the picture's
    /// side. Bilinear; beyond the border, the border's values.
    /// </summary>
    /// <param name="gridChange">[1, 2, size, size].</param>
    /// <param name="picture">[1, channels, size, size].</param>
    /// <param name="pixelCenters">See <see cref="PixelCenters"/>.</param>
    public static Tensor Warp(Tensor gridChange, Tensor picture, Tensor pixelCenters) => functional.grid_sample(
        picture,
        pixelCenters + gridChange.permute(0, 2, 3, 1),
        GridSampleMode.Bilinear,
        GridSamplePaddingMode.Border,
        align_corners: false);

    /// <summary>Where the pixels of a square picture are, [1, size, size, 2] with x before y, in -1..1.</summary>
    public static Tensor PixelCenters(int size, Devices.TensorPlacement placement)
    {
        using var scope = NewDisposeScope();
        Tensor centers = (((2 * arange(size, ScalarType.Float64)) + 1) / size) - 1;
        Tensor x = centers.view(1, 1, size, 1).expand(1, size, size, 1);
        Tensor y = centers.view(1, size, 1, 1).expand(1, size, size, 1);
        return cat([x, y], dim: 3).to(placement.Type, placement.Device).MoveToOuterDisposeScope();
    }

    /// <summary>Halves a picture: means of 2 x 2 pixels.</summary>
    public static Tensor Halve(Tensor picture) => functional.avg_pool2d(picture, 2);

    /// <summary>Doubles a picture, bilinear between the centres of the pixels.</summary>
    public static Tensor Double(Tensor picture) =>
        functional.interpolate(picture, scale_factor: [2, 2], mode: InterpolationMode.Bilinear, align_corners: false);

    /// <summary>Doubles a picture pixel by pixel.</summary>
    public static Tensor DoublePixels(Tensor picture) => functional.interpolate(picture, scale_factor: [2, 2], mode: InterpolationMode.Nearest);

    /// <summary>A picture in -1..1 with its colours, which are in 0..1 underneath, multiplied by alpha.</summary>
    public static Tensor Premultiply(Tensor picture)
    {
        Tensor alpha = (Channels(picture, 3, 1) + 1).mul_(0.5);
        return cat([((Channels(picture, 0, 3) + 1) * alpha).sub_(1), Channels(picture, 3, 1)], dim: 1);
    }

    /// <summary>A view of some channels.</summary>
    public static Tensor Channels(Tensor picture, int first, int count) => picture.narrow(1, first, count);
}
