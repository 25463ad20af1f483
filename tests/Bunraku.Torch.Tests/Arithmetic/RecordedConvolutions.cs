using Bunraku.Torch.Arithmetic;
using Bunraku.Torch.Networks;
using static TorchSharp.torch;

namespace Bunraku.Torch.Tests.Arithmetic;

/// <summary>Writes down which convolutions it is asked for. It computes none: each result is zeros of the right shape.</summary>
internal sealed class RecordedConvolutions(int inputMultiple) : IConvolutions
{
    public HashSet<ConvolutionCase> Seen { get; } = [];

    /// <summary>Those among them that were to be computed in bfloat16.</summary>
    public HashSet<ConvolutionCase> SeenReduced { get; } = [];

    public int InputMultiple => inputMultiple;

    public Tensor Convolve(Tensor x, Tensor weight, Tensor? bias, long stride = 1)
    {
        Note(x, new ConvolutionCase((int)weight.shape[2], (int)stride, IsTransposed: false, (int)x.shape[1], (int)weight.shape[0], IsOfChannelsAlone: weight.shape[1] == 1));
        return zeros([x.shape[0], weight.shape[0], (x.shape[2] + stride - 1) / stride, (x.shape[3] + stride - 1) / stride], x.dtype);
    }

    public Tensor ConvolveTransposed(Tensor x, Tensor weight, Tensor? bias)
    {
        Note(x, new ConvolutionCase((int)weight.shape[2], Stride: 1, IsTransposed: true, (int)x.shape[1], (int)weight.shape[1]));
        return zeros([x.shape[0], weight.shape[1], 2 * x.shape[2], 2 * x.shape[3]], x.dtype);
    }

    private void Note(Tensor x, ConvolutionCase convolution)
    {
        Seen.Add(convolution);
        if (x.dtype == ScalarType.BFloat16)
        {
            SeenReduced.Add(convolution);
        }
    }
}
