using Bunraku.Core.Checkpoints;

namespace Bunraku.Core.Teachers;

/// <summary>
/// The weights of the convolutional encoder-decoder that three of the networks share, and of the heads on its 64 channels. Convolutions are
/// [out, in, k, k], transposed ones [in, out, k, k]; every block is a convolution without bias and an instance norm.
/// </summary>
internal static class EncoderDecoderTensors
{
    private const int BaseWidth = 64;
    private const int Levels = 3;
    private const int ResidualBlocks = 5;
    private const int BottleneckWidth = BaseWidth << Levels;

    /// <param name="prefix">What every key begins with.</param>
    /// <param name="inputs">Input channels.</param>
    /// <param name="poseSize">Pose values, which join the channels at the bottleneck.</param>
    public static IEnumerable<TensorSpec> Trunk(string prefix, int inputs, int poseSize)
    {
        var tensors = new List<TensorSpec>();
        Add($"{prefix}downsample_blocks.0", "0", "1", BaseWidth, [BaseWidth, inputs, 3, 3]);
        for (int level = 1; level <= Levels; level++)
        {
            int width = BaseWidth << level;
            Add($"{prefix}downsample_blocks.{level}", "0", "1", width, [width, width / 2, 4, 4]);
        }

        Add($"{prefix}bottleneck_blocks.0", "0", "1", BottleneckWidth, [BottleneckWidth, BottleneckWidth + poseSize, 3, 3]);
        for (int block = 1; block <= ResidualBlocks; block++)
        {
            Add($"{prefix}bottleneck_blocks.{block}.resnet_path", "0", "1", BottleneckWidth, [BottleneckWidth, BottleneckWidth, 3, 3]);
            Add($"{prefix}bottleneck_blocks.{block}.resnet_path", "3", "4", BottleneckWidth, [BottleneckWidth, BottleneckWidth, 3, 3]);
        }

        for (int level = 0; level < Levels; level++)
        {
            int width = BottleneckWidth >> (level + 1);
            Add($"{prefix}upsample_blocks.{level}", "0", "1", width, [2 * width, width, 4, 4]);
        }

        return tensors;

        void Add(string block, string convolution, string norm, int width, ReadOnlySpan<int> shape) => tensors.AddRange(
        [
            new TensorSpec($"{block}.{convolution}.weight", shape),
            new TensorSpec($"{block}.{norm}.weight", width),
            new TensorSpec($"{block}.{norm}.bias", width),
        ]);
    }

    public static IEnumerable<TensorSpec> Alpha(string head) => WithBias(head, 1);

    public static IEnumerable<TensorSpec> ColorChange(string head) => WithBias(head, 4);

    public static IEnumerable<TensorSpec> GridChange(string head) => [new TensorSpec($"{head}.weight", 2, BaseWidth, 3, 3)];

    private static IEnumerable<TensorSpec> WithBias(string head, int channels) =>
        [new TensorSpec($"{head}.0.weight", channels, BaseWidth, 3, 3), new TensorSpec($"{head}.0.bias", channels)];
}
