using static TorchSharp.torch;

namespace Bunraku.Torch.Networks;

/// <summary>
/// The trunk of the three networks of the face: four convolutions down to an eighth of the size, six blocks there, three transposed convolutions
/// back up. The pose joins at the lowest level, so that what is above it depends on the picture alone.
/// </summary>
/// <param name="weights">The network's weights.</param>
/// <param name="prefix">What the keys of the trunk begin with.</param>
internal sealed class EncoderDecoder(NetworkWeights weights, string prefix = "")
{
    private const int Levels = 3;
    private const int ResidualBlocks = 5;

    /// <summary>The way down.</summary>
    /// <param name="pictures">[1, channels, size, size] each: the inputs after each other.</param>
    /// <returns>[1, 512, size / 8, size / 8].</returns>
    public Tensor Encode(params Tensor[] pictures)
    {
        Tensor x = weights.Join($"{prefix}downsample_blocks.0.0", pictures);
        for (int level = 0; level <= Levels; level++)
        {
            string block = $"{prefix}downsample_blocks.{level}";
            x = weights.Convolve(x, $"{block}.0", stride: level == 0 ? 1 : 2);
            x = weights.Seen(block, weights.InstanceNorm(x, $"{block}.1").relu_());
        }

        return x;
    }

    /// <summary>The rest.</summary>
    /// <param name="features">What <see cref="Encode"/> gave.</param>
    /// <param name="pose">[1, count], or null for a network without a pose.</param>
    /// <returns>[1, 64, size, size], for the heads.</returns>
    public Tensor Decode(Tensor features, Tensor? pose)
    {
        string first = $"{prefix}bottleneck_blocks.0";
        Tensor x = pose is null ? features : weights.Join($"{first}.0", features, Planes(pose, features.shape[2]));
        x = weights.Convolve(x, $"{first}.0");
        x = weights.Seen(first, weights.InstanceNorm(x, $"{first}.1").relu_());
        for (int i = 1; i <= ResidualBlocks; i++)
        {
            x = Residual(x, $"{prefix}bottleneck_blocks.{i}");
        }

        for (int level = 0; level < Levels; level++)
        {
            string block = $"{prefix}upsample_blocks.{level}";
            x = weights.ConvolveTransposed(x, $"{block}.0");
            x = weights.Seen(block, weights.InstanceNorm(x, $"{block}.1").relu_());
        }

        return x;
    }

    /// <summary>A head that yields a weight in 0..1.</summary>
    public Tensor Alpha(Tensor features, string head) => weights.Convolve(features, $"{head}.0").sigmoid_();

    /// <summary>A head that yields colours in -1..1.</summary>
    public Tensor ColorChange(Tensor features, string head) => weights.Convolve(features, $"{head}.0").tanh_();

    /// <summary>A head that yields offsets of pixels.</summary>
    public Tensor GridChange(Tensor features, string head) => weights.Convolve(features, head);

    private static Tensor Planes(Tensor pose, long size) => pose.view(1, pose.shape[1], 1, 1).expand(1, pose.shape[1], size, size);

    private Tensor Residual(Tensor x, string block)
    {
        string path = $"{block}.resnet_path";
        Tensor h = weights.Convolve(x, $"{path}.0");
        h = weights.InstanceNorm(h, $"{path}.1").relu_();
        h = weights.Convolve(h, $"{path}.3");
        return weights.Seen(block, weights.InstanceNorm(h, $"{path}.4").add_(x));
    }
}
