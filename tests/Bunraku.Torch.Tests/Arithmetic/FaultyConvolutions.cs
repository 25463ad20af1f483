using Bunraku.Torch.Networks;
using static TorchSharp.torch;

namespace Bunraku.Torch.Tests.Arithmetic;

/// <summary>Convolutions of libtorch that are spoilt where a condition holds, as on a processor with the fault.</summary>
/// <param name="inputMultiple">What input channels are filled up to.</param>
/// <param name="isSpoilt">Told the input channels and the side of the kernel.</param>
/// <param name="spoil">What becomes of the result.</param>
internal sealed class FaultyConvolutions(int inputMultiple, Func<long, long, bool> isSpoilt, Func<Tensor, Tensor> spoil) : IConvolutions
{
    private readonly TorchConvolutions _right = new(inputMultiple);

    public int InputMultiple => inputMultiple;

    /// <summary>The fault as it was measured: kernels of more than one pixel, and blocks that are not full.</summary>
    public static FaultyConvolutions InPartOfABlock(int inputMultiple) => new(inputMultiple, (inputs, kernel) => kernel > 1 && inputs % 16 != 0, y => y + (0.4 * y.flip(3)));

    public static FaultyConvolutions NotNumbers(int inputMultiple) => new(inputMultiple, (inputs, _) => inputs > 16, y => y * double.NaN);

    public static FaultyConvolutions Always(int inputMultiple) => new(inputMultiple, (_, _) => true, y => y * 1.01);

    public Tensor Convolve(Tensor x, Tensor weight, Tensor? bias, long stride = 1)
    {
        Tensor y = _right.Convolve(x, weight, bias, stride);
        return isSpoilt(x.shape[1], weight.shape[2]) ? spoil(y) : y;
    }

    public Tensor ConvolveTransposed(Tensor x, Tensor weight, Tensor? bias)
    {
        Tensor y = _right.ConvolveTransposed(x, weight, bias);
        return isSpoilt(x.shape[1], weight.shape[2]) ? spoil(y) : y;
    }
}
