using static TorchSharp.torch;

namespace Bunraku.Torch.Networks;

/// <summary>What THA3's two networks of the body have alike: four convolutions down to an eighth of the size, and six residual blocks there.</summary>
/// <param name="blocks">The network's blocks.</param>
internal sealed class BodyTrunk(ConvolutionBlocks blocks)
{
    /// <summary>How often the size is halved.</summary>
    public const int Levels = 3;

    /// <summary>The first block, which takes pictures and planes.</summary>
    public const string First = "downsample_blocks.0";

    private const int ResidualBlocks = 6;

    /// <param name="input">What was joined for <see cref="First"/>.</param>
    /// <param name="skips">Takes the results at full, half and a quarter of the size; null where the network has no use for them.</param>
    /// <returns>[1, channels, size / 8, size / 8].</returns>
    public Tensor GoDown(Tensor input, Stack<Tensor>? skips = null)
    {
        // As trained: the blocks that halve have another activation than all others, but not in the separable form.
        Func<Tensor, Tensor> halving = blocks.IsSeparable(First) ? Activation.LeakyRelu : Activation.Relu;
        Tensor x = blocks.Convolve(input, First, Activation.LeakyRelu);
        for (int level = 1; level <= Levels; level++)
        {
            string block = $"downsample_blocks.{level}";
            skips?.Push(x);
            x = blocks.Convolve(x, block, halving, stride: 2);
        }

        for (int i = 0; i < ResidualBlocks; i++)
        {
            x = ConvolutionBlocks.Then(x, before => blocks.Residual(before, $"bottleneck_blocks.{i}", Activation.LeakyRelu));
        }

        return x;
    }
}
