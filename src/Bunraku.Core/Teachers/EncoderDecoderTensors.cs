using Bunraku.Core.Checkpoints;

namespace Bunraku.Core.Teachers;

/// <summary>The weights of the three networks of the face, which all families share: a convolutional encoder-decoder, and heads on its 64 channels.</summary>
internal static class EncoderDecoderTensors
{
    private const int BaseWidth = 64;
    private const int Levels = 3;
    private const int ResidualBlocks = 5;
    private const int BottleneckWidth = BaseWidth << Levels;

    /// <summary>Takes the eyebrows off the face: 128x128 pixels, no pose.</summary>
    public static TensorSpec[] Decomposer(bool isSeparable = false) =>
    [
        .. Trunk("body.", inputs: 4, poseSize: 0, isSeparable),
        .. Alpha("background_layer_alpha"),
        .. ColorChange("background_layer_color_change"),
        .. Alpha("eyebrow_layer_alpha"),
        .. ColorChange("eyebrow_layer_color_change"),
    ];

    /// <summary>Moves the eyebrows and puts them back: 128x128 pixels, 12 pose values.</summary>
    public static TensorSpec[] Combiner(bool isSeparable = false) =>
    [
        .. Trunk("body.", inputs: 8, poseSize: 12, isSeparable),
        .. BlockTensors.GridHead("morphed_eyebrow_layer_grid_change", BaseWidth),
        .. Alpha("morphed_eyebrow_layer_alpha"),
        .. ColorChange("morphed_eyebrow_layer_color_change"),
        .. Alpha("combine_alpha"),
    ];

    /// <summary>Moves eyes, irises and mouth: 192x192 pixels, 27 pose values. The trunk's keys begin with <c>body.</c> in the separable form only.</summary>
    public static TensorSpec[] Face(bool isSeparable = false) =>
    [
        .. Trunk(isSeparable ? "body." : "", inputs: 4, poseSize: 27, isSeparable),
        .. BlockTensors.GridHead("iris_mouth_grid_change", BaseWidth),
        .. ColorChange("iris_mouth_color_change"),
        .. Alpha("iris_mouth_alpha"),
        .. ColorChange("eye_color_change"),
        .. Alpha("eye_alpha"),
    ];

    /// <param name="prefix">What every key begins with.</param>
    /// <param name="inputs">Input channels.</param>
    /// <param name="poseSize">Pose values, which join the channels at the bottleneck.</param>
    /// <param name="isSeparable">See <see cref="BlockTensors"/>.</param>
    private static IReadOnlyList<TensorSpec> Trunk(string prefix, int inputs, int poseSize, bool isSeparable)
    {
        var tensors = new BlockTensors(prefix, isSeparable);
        tensors.Add("downsample_blocks.0", inputs, BaseWidth, kernel: 3);
        for (int level = 1; level <= Levels; level++)
        {
            int width = BaseWidth << level;
            tensors.Add($"downsample_blocks.{level}", width / 2, width, kernel: 4);
        }

        tensors.Add("bottleneck_blocks.0", BottleneckWidth + poseSize, BottleneckWidth, kernel: 3);
        for (int block = 1; block <= ResidualBlocks; block++)
        {
            tensors.AddResidual($"bottleneck_blocks.{block}", BottleneckWidth);
        }

        for (int level = 0; level < Levels; level++)
        {
            int width = BottleneckWidth >> (level + 1);
            tensors.AddTransposed($"upsample_blocks.{level}", 2 * width, width);
        }

        return tensors.All;
    }

    private static IEnumerable<TensorSpec> Alpha(string head) => BlockTensors.Head(head, BaseWidth, 1);

    private static IEnumerable<TensorSpec> ColorChange(string head) => BlockTensors.Head(head, BaseWidth, 4);
}
