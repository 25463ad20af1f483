using Bunraku.Torch.Arithmetic;
using Bunraku.Torch.Networks;
using static TorchSharp.torch;

namespace Bunraku.Torch.Tests.Arithmetic;

/// <summary>Writes down which convolutions it is asked for. It computes none: each result is zeros of the right shape.</summary>
internal sealed class RecordedConvolutions(int inputMultiple) : IConvolutions
{
    public HashSet<ConvolutionCase> Seen { get; } = [];

    public int InputMultiple => inputMultiple;

    public Tensor Convolve(Tensor x, Tensor weight, Tensor? bias, long stride = 1)
    {
        Seen.Add(new ConvolutionCase((int)weight.shape[2], (int)stride, IsTransposed: false, (int)x.shape[1], (int)weight.shape[0]) { IsOfChannelsAlone = weight.shape[1] == 1 });
        return zeros([x.shape[0], weight.shape[0], (x.shape[2] + stride - 1) / stride, (x.shape[3] + stride - 1) / stride], x.dtype);
    }

    public Tensor ConvolveTransposed(Tensor x, Tensor weight, Tensor? bias)
    {
        Seen.Add(new ConvolutionCase((int)weight.shape[2], Stride: 1, IsTransposed: true, (int)x.shape[1], (int)weight.shape[1]));
        return zeros([x.shape[0], weight.shape[1], 2 * x.shape[2], 2 * x.shape[3]], x.dtype);
    }
}
