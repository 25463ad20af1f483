using Bunraku.Core.Characters;
using static TorchSharp.torch;

namespace Bunraku.Torch.Networks;

/// <summary>The layers of the student networks.</summary>
internal static class SirenLayers
{
    /// <summary>A 1x1 convolution is right with any number of channels, so none is filled up; the proof checks them as they are.</summary>
    private static readonly TorchConvolutions Convolutions = new(inputMultiple: 1);

    /// <summary>A layer with these weights on every pixel of [1, inputs, size, size].</summary>
    public static Tensor Apply(Tensor x, Tensor weight, Tensor bias, bool isSine) => Apply(x, weight, bias, isSine, Convolutions);

    /// <summary>The same by other convolutions, for the proof.</summary>
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
