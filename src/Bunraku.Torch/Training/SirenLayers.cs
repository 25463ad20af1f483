using Bunraku.Core.Characters;
using Bunraku.Torch.Networks;
using static TorchSharp.torch;

namespace Bunraku.Torch.Training;

/// <summary>The layers of the student networks.</summary>
internal static class SirenLayers
{
    /// <summary>A 1x1 convolution is right with any number of channels, so none is filled up; the proof checks them as they are.</summary>
    private static readonly TorchConvolutions Convolutions = new(inputMultiple: 1);

    /// <summary>A layer on every pixel of [1, inputs, size, size].</summary>
    public static Tensor Apply(Tensor x, LayerSpec layer, TrainedParameters parameters) =>
        Apply(x, parameters[$"{layer.KeyPrefix}.weight"], parameters[$"{layer.KeyPrefix}.bias"], layer.IsSine, Convolutions);

    /// <summary>A layer with these weights.</summary>
    public static Tensor Apply(Tensor x, Tensor weight, Tensor bias, bool isSine, IConvolutions convolutions)
    {
        Tensor y = convolutions.Convolve(x, weight, bias);
        return isSine ? sin(y.mul_(StudentNetworks.Omega0)) : y;
    }

    /// <summary>A pose as planes: [1, count, size, size] of [1, count].</summary>
    public static Tensor Planes(Tensor pose, long size) => pose.view(1, -1, 1, 1).expand(1, pose.shape[1], size, size);

    /// <summary>Where the pixels are, as planes: x, then y.</summary>
    /// <param name="pixelCenters">[1, size, size, 2].</param>
    public static Tensor Positions(Tensor pixelCenters) => pixelCenters.permute(0, 3, 1, 2);
}
