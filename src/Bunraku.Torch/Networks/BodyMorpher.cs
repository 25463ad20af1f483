using Bunraku.Torch.Devices;
using static TorchSharp.torch;

namespace Bunraku.Torch.Networks;

/// <summary>Turns head and body at half resolution.</summary>
internal sealed class BodyMorpher(NetworkWeights weights, TensorPlacement placement) : IDisposable
{
    private const int Size = 256;

    private readonly UNet _net = new(weights, baseWidth: 64, levels: 5);
    private readonly Tensor _pixelCenters = PictureOperations.PixelCenters(Size, placement);

    /// <inheritdoc cref="UNet.Condition"/>
    public NormCondition Condition(Tensor rotation) => _net.Condition(rotation);

    /// <param name="picture">[1, 4, 256, 256]: the picture with its face posed.</param>
    /// <param name="condition">What the rotation does.</param>
    public BodyOutputs Apply(Tensor picture, NormCondition condition) =>
        BodyOutputs.Of(_net.Finish(_net.Begin(picture), condition), picture, _pixelCenters);

    public void Dispose()
    {
        _net.Dispose();
        _pixelCenters.Dispose();
    }
}
