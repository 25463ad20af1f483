using Bunraku.Torch.Devices;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Bunraku.Torch.Networks;

/// <summary>The convolutions of libtorch.</summary>
/// <param name="inputMultiple">See <see cref="IConvolutions.InputMultiple"/>.</param>
internal sealed class TorchConvolutions(int inputMultiple) : IConvolutions
{
    /// <summary>
    /// The channels of one block of oneDNN's widest layout. It computes in float32 and bfloat16 on a processor, and on some processors it leaves
    /// rubbish in a block that is not full; see docs/decisions.
    /// </summary>
    private const int OneDnnBlock = 16;

    public int InputMultiple => inputMultiple;

    /// <summary>The convolutions for a device and a type.</summary>
    public static TorchConvolutions Of(TensorPlacement placement) => new(placement.UsesOneDnn ? OneDnnBlock : 1);

    public Tensor Convolve(Tensor x, Tensor weight, Tensor? bias, long stride = 1)
    {
        long padding = (weight.shape[2] - 1) / 2;
        return functional.conv2d(x, weight, bias, strides: [stride, stride], padding: [padding, padding]);
    }

    public Tensor ConvolveTransposed(Tensor x, Tensor weight, Tensor? bias) =>
        functional.conv_transpose2d(x, weight, bias, strides: [2, 2], padding: [1, 1]);
}
