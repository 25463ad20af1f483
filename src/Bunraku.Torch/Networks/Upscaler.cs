using Bunraku.Torch.Devices;
using static TorchSharp.torch;

namespace Bunraku.Torch.Networks;

/// <summary>Turns head and body at full resolution, guided by what the body morpher made.</summary>
internal sealed class Upscaler(NetworkWeights weights, TensorPlacement placement) : IDisposable
{
    private const int Size = 512;
    private const string Merged = "merged_first_conv";

    private readonly UNet _net = new(weights, baseWidth: 32, levels: 6);
    private readonly bool _isMerged = weights.TryMergeSum(Merged, (UNet.First, 4), ("coarse_image_conv", 10));
    private readonly Tensor _pixelCenters = PictureOperations.PixelCenters(Size, placement);

    /// <inheritdoc cref="UNet.Condition"/>
    public NormCondition Condition(Tensor rotation) => _net.Condition(rotation);

    /// <param name="picture">[1, 4, 512, 512]: the picture with its face posed.</param>
    /// <param name="coarse">[1, 4, 512, 512]: the body morpher's picture, doubled.</param>
    /// <param name="coarseGridChange">[1, 2, 512, 512]: its grid change, doubled.</param>
    /// <param name="condition">What the rotation does.</param>
    public BodyOutputs Apply(Tensor picture, Tensor coarse, Tensor coarseGridChange, NormCondition condition)
    {
        Tensor warped = PictureOperations.Warp(coarseGridChange, picture, _pixelCenters);
        Tensor first = _isMerged
            ? weights.Convolve(weights.Join(Merged, picture, coarse, warped, coarseGridChange), Merged)
            : _net.Begin(picture).add_(Guided(coarse, warped, coarseGridChange));
        return BodyOutputs.Of(_net.Finish(first, condition), picture, _pixelCenters);
    }

    private Tensor Guided(params Tensor[] guides)
    {
        Tensor guide = weights.Seen("coarse_image_conv_in", weights.Join("coarse_image_conv", guides));
        return weights.Seen("coarse_image_conv", weights.Convolve(guide, "coarse_image_conv"));
    }

    public void Dispose()
    {
        _net.Dispose();
        _pixelCenters.Dispose();
    }
}
