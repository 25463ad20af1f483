using Bunraku.Torch.Devices;
using static Bunraku.Torch.Networks.ConvolutionBlocks;
using static Bunraku.Torch.Networks.PictureOperations;
using static TorchSharp.torch;

namespace Bunraku.Torch.Networks;

/// <summary>THA3: turns head and body at full resolution, guided by what the rotator made. A U-Net; the pose comes in as planes of the input, as in <see cref="Rotator"/>.</summary>
internal sealed class Editor : IDisposable
{
    private const int Size = 512;
    private const int BaseWidth = 32;
    private const string Prefix = "body.";

    private readonly NetworkWeights _weights;
    private readonly ConvolutionBlocks _blocks;
    private readonly BodyTrunk _trunk;
    private readonly Tensor _pixelCenters;

    public Editor(NetworkWeights weights, TensorPlacement placement)
    {
        _weights = weights;
        _blocks = new ConvolutionBlocks(weights, Prefix);
        _trunk = new BodyTrunk(_blocks);
        _pixelCenters = PixelCenters(Size, placement);
        for (int level = 0; level < BodyTrunk.Levels && !_blocks.IsSeparable(UpBlock(level)); level++)
        {
            weights.SplitDoubling($"{Prefix}{UpBlock(level)}.0", doubled: 2 * (BaseWidth << (BodyTrunk.Levels - 1 - level)));
        }
    }

    /// <param name="picture">[1, 4, 512, 512]: the picture with its face posed.</param>
    /// <param name="coarse">[1, 4, 512, 512]: the rotator's warped picture, doubled.</param>
    /// <param name="coarseGridChange">[1, 2, 512, 512]: its grid change, doubled.</param>
    /// <param name="rotation">[1, 6].</param>
    public EditorOutputs Apply(Tensor picture, Tensor coarse, Tensor coarseGridChange, Tensor rotation)
    {
        var skips = new Stack<Tensor>();
        Tensor x = _trunk.GoDown(_blocks.Join(BodyTrunk.First, picture, coarse, coarseGridChange, Planes(rotation, Size)), skips);
        for (int level = 0; level < BodyTrunk.Levels; level++)
        {
            using Tensor skip = skips.Pop();
            string block = UpBlock(level);
            x = Then(x, below => _blocks.IsSeparable(block)
                ? ConvolveJoined(below, skip, block)
                : _blocks.Finish(block, Activation.LeakyRelu, key => ConvolveSum(below, skip, key)));
        }

        Tensor gridChange = _weights.GridChange(x, "grid_change_creator").add_(coarseGridChange);
        Tensor colors = _weights.Colors(x, "color_change_creator");
        Tensor alpha = _weights.Alpha(x, "alpha_creator");
        x.Dispose();
        Tensor warped = Warp(gridChange, picture, _pixelCenters);
        return new EditorOutputs(Blend(alpha, colors, warped), alpha, colors, warped, gridChange);
    }

    /// <summary>The picture after a warp of this size, [1, channels, 512, 512].</summary>
    public Tensor WarpOf(Tensor picture, Tensor gridChange) => Warp(gridChange, picture, _pixelCenters);

    public void Dispose() => _pixelCenters.Dispose();

    private Tensor ConvolveJoined(Tensor below, Tensor skip, string block)
    {
        using var scope = NewDisposeScope();
        Tensor joined = Then(DoublePixels(below), doubled => cat([doubled, skip], dim: 1));
        return _blocks.Convolve(joined, block, Activation.LeakyRelu).MoveToOuterDisposeScope();
    }

    /// <summary>The same convolution as two, whose results are added.</summary>
    private Tensor ConvolveSum(Tensor below, Tensor skip, string name)
    {
        using Tensor rest = _weights.Convolve(skip, name);
        return _weights.ConvolveTransposed(below, $"{name}.doubled").add_(rest);
    }

    private static string UpBlock(int level) => $"upsample_blocks.{level}";
}
