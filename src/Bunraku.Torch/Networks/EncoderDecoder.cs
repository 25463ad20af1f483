using static TorchSharp.torch;

namespace Bunraku.Torch.Networks;

/// <summary>
/// The trunk of the three networks of the face: four convolutions down to an eighth of the size, six blocks there, three transposed convolutions
/// back up. The pose joins at the lowest level, so that what is above it depends on the picture alone.
/// </summary>
internal sealed class EncoderDecoder
{
    private const int Levels = 3;
    private const int ResidualBlocks = 5;
    private const string Bottleneck = "bottleneck_blocks.0";

    private readonly ConvolutionBlocks _blocks;

    /// <param name="weights">The network's weights. The keys of the trunk begin with <c>body.</c>, or with nothing in the face morpher of full convolutions.</param>
    public EncoderDecoder(NetworkWeights weights)
    {
        const string Prefix = "body.";
        string prefix = weights.Has($"{Prefix}downsample_blocks.0.0.weight") ? Prefix : "";
        _blocks = new ConvolutionBlocks(weights, prefix);
        for (int level = 0; level < Levels && _blocks.IsSeparable($"upsample_blocks.{level}"); level++)
        {
            weights.SplitTransposed($"{prefix}upsample_blocks.{level}.0");
        }
    }

    /// <summary>The way down.</summary>
    /// <param name="pictures">[1, channels, size, size] each: the inputs after each other.</param>
    /// <returns>[1, 512, size / 8, size / 8].</returns>
    public Tensor Encode(params Tensor[] pictures)
    {
        Tensor x = _blocks.Join("downsample_blocks.0", pictures);
        for (int level = 0; level <= Levels; level++)
        {
            x = _blocks.Convolve(x, $"downsample_blocks.{level}", Activation.Relu, stride: level == 0 ? 1 : 2);
        }

        return x;
    }

    /// <summary>The rest.</summary>
    /// <param name="features">What <see cref="Encode"/> gave.</param>
    /// <param name="pose">[1, count], or null for a network without a pose.</param>
    /// <returns>[1, 64, size, size], for the heads.</returns>
    public Tensor Decode(Tensor features, Tensor? pose)
    {
        Tensor x = pose is null ? features : _blocks.Join(Bottleneck, features, ConvolutionBlocks.Planes(pose, features.shape[2]));
        x = _blocks.Convolve(x, Bottleneck, Activation.Relu);
        for (int i = 1; i <= ResidualBlocks; i++)
        {
            x = _blocks.Residual(x, $"bottleneck_blocks.{i}", Activation.Relu);
        }

        for (int level = 0; level < Levels; level++)
        {
            x = _blocks.ConvolveTransposed(x, $"upsample_blocks.{level}", Activation.Relu);
        }

        return x;
    }
}
