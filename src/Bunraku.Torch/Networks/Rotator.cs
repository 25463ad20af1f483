using Bunraku.Torch.Devices;
using static Bunraku.Torch.Networks.ConvolutionBlocks;
using static TorchSharp.torch;

namespace Bunraku.Torch.Networks;

/// <summary>
/// THA3: turns head and body at half resolution. The pose comes in as planes of the input. A norm follows the first convolution and takes most of a constant away again,
/// so the pose acts through the zeros around the picture: they must stay zeros.
/// </summary>
internal sealed class Rotator : IDisposable
{
    private const int Size = 256;

    private readonly NetworkWeights _weights;
    private readonly ConvolutionBlocks _blocks;
    private readonly BodyTrunk _trunk;
    private readonly Tensor _pixelCenters;

    public Rotator(NetworkWeights weights, TensorPlacement placement)
    {
        const string Prefix = "encoder_decoder.";
        _weights = weights;
        _blocks = new ConvolutionBlocks(weights, Prefix);
        _trunk = new BodyTrunk(_blocks);
        _pixelCenters = PictureOperations.PixelCenters(Size, placement);
        for (int level = 0; level < BodyTrunk.Levels && !_blocks.IsSeparable(UpBlock(level)); level++)
        {
            weights.FoldDoubling($"{Prefix}{UpBlock(level)}.0");
        }
    }

    /// <param name="picture">[1, 4, 256, 256]: the picture with its face posed.</param>
    /// <param name="rotation">[1, 6].</param>
    public RotatorOutputs Apply(Tensor picture, Tensor rotation)
    {
        Tensor x = _trunk.GoDown(_blocks.Join(BodyTrunk.First, picture, Planes(rotation, Size)));
        for (int level = 0; level < BodyTrunk.Levels; level++)
        {
            string block = UpBlock(level);
            x = Then(x, below => _blocks.IsSeparable(block)
                ? _blocks.Convolve(PictureOperations.DoublePixels(below), block, Activation.LeakyRelu)
                : _blocks.ConvolveTransposed(below, block, Activation.LeakyRelu));
        }

        Tensor gridChange = _weights.GridChange(x, "grid_change_creator");
        return new RotatorOutputs(PictureOperations.Warp(gridChange, picture, _pixelCenters), gridChange, x);
    }

    /// <summary>Colours that the network was trained to draw without a warp, [1, 4, 256, 256]; no picture of the system is made with them.</summary>
    public Tensor Direct(RotatorOutputs outputs) => _weights.Colors(outputs.Features, "direct_creator");

    public void Dispose() => _pixelCenters.Dispose();

    private static string UpBlock(int level) => $"upsample_blocks.{level}.1";
}
