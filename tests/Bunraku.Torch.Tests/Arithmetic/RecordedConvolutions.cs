using Bunraku.Torch.Arithmetic;
using Bunraku.Torch.Networks;
using static TorchSharp.torch;

namespace Bunraku.Torch.Tests.Arithmetic;

/// <summary>Convolutions of libtorch that write down what they are asked for.</summary>
internal sealed class RecordedConvolutions(TorchConvolutions inner) : IConvolutions
{
    public HashSet<ConvolutionCase> Seen { get; } = [];

    public int InputMultiple => inner.InputMultiple;

    public Tensor Convolve(Tensor x, Tensor weight, Tensor? bias, long stride = 1)
    {
        Seen.Add(new ConvolutionCase((int)weight.shape[2], (int)stride, IsTransposed: false, (int)x.shape[1], (int)weight.shape[0]));
        return inner.Convolve(x, weight, bias, stride);
    }

    public Tensor ConvolveTransposed(Tensor x, Tensor weight, Tensor? bias)
    {
        Seen.Add(new ConvolutionCase((int)weight.shape[2], Stride: 1, IsTransposed: true, (int)x.shape[1], (int)weight.shape[1]));
        return inner.ConvolveTransposed(x, weight, bias);
    }
}
