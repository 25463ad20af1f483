using Bunraku.Core.Machine;
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
        return Compute(x, weight, bias, (a, b, c) => functional.conv2d(a, b, c, strides: [stride, stride], padding: [padding, padding], groups: Groups(b)));
    }

    public Tensor ConvolveTransposed(Tensor x, Tensor weight, Tensor? bias) =>
        Compute(x, weight, bias, (a, b, c) => functional.conv_transpose2d(a, b, c, strides: [2, 2], padding: [1, 1]));

    /// <summary>As many groups as channels where every channel is convolved alone.</summary>
    private static long Groups(Tensor weight) => weight.shape[1] == 1 ? weight.shape[0] : 1;

    /// <summary>
    /// Processors without bfloat16 compute the same in float32 and round the result, which is 50 times as fast as libtorch's own way: 2.5 s instead of 130 s for a face.
    /// </summary>
    private static Tensor Compute(Tensor x, Tensor weight, Tensor? bias, Func<Tensor, Tensor, Tensor?, Tensor> convolve)
    {
        if (x.dtype != ScalarType.BFloat16 || x.device_type != TorchSharp.DeviceType.CPU || Processor.HasBFloat16)
        {
            return convolve(x, weight, bias);
        }

        using var scope = NewDisposeScope();
        return convolve(x.to(ScalarType.Float32), weight.to(ScalarType.Float32), bias?.to(ScalarType.Float32)).to(x.dtype).MoveToOuterDisposeScope();
    }
}
