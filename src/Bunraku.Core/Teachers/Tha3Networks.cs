using System.Collections.Immutable;
using Bunraku.Core.Checkpoints;

namespace Bunraku.Core.Teachers;

/// <summary>
/// The five networks of THA3 with the keys and shapes of their weights. Source: <c>standard_float</c> and <c>separable_float</c> of
/// <c>pkhungurn/talking-head-anime-3-demo</c>. The first three of the standard variant have the keys and shapes of THA4's.
/// </summary>
internal static class Tha3Networks
{
    private const int Levels = 3;
    private const int ResidualBlocks = 6;

    /// <summary>All five, in the order in which a frame passes them.</summary>
    /// <param name="variant">The published name of the variant: standard or separable.</param>
    /// <param name="isSeparable">See <see cref="BlockTensors"/>.</param>
    public static ImmutableArray<TeacherNetwork> Of(string variant, bool isSeparable)
    {
        return
        [
            Network(TeacherNetworkNames.EyebrowDecomposer, EncoderDecoderTensors.Decomposer(isSeparable)),
            Network(TeacherNetworkNames.EyebrowMorphingCombiner, EncoderDecoderTensors.Combiner(isSeparable)),
            Network(TeacherNetworkNames.FaceMorpher, EncoderDecoderTensors.Face(isSeparable)),
            Network(TeacherNetworkNames.Rotator, Rotator(isSeparable)),
            Network(TeacherNetworkNames.Editor, Editor(isSeparable)),
        ];

        TeacherNetwork Network(string name, IEnumerable<TensorSpec> tensors) => new(name, tensors)
        {
            RecipeName = $"tha3_{variant}/{name}",
            Rules = TeacherRules.Tha3,
            IsPublishedInHalf = true,
        };
    }

    /// <summary>Turns head and body at half resolution: 256x256 pixels, 6 pose values as planes of the input.</summary>
    private static IEnumerable<TensorSpec> Rotator(bool isSeparable)
    {
        const int BaseWidth = 64;
        var tensors = new BlockTensors("encoder_decoder.", isSeparable);
        AddWayDown(tensors, inputs: 10, BaseWidth, firstKernel: 7);
        for (int level = 0; level < Levels; level++)
        {
            int width = BaseWidth << (Levels - 1 - level);
            tensors.Add($"upsample_blocks.{level}.1", 2 * width, width, kernel: 3);
        }

        return [.. tensors.All, .. BlockTensors.Head("direct_creator", BaseWidth, 4), .. BlockTensors.GridHead("grid_change_creator", BaseWidth)];
    }

    /// <summary>Turns head and body at full resolution, guided by the rotator: 512x512 pixels, 6 pose values as planes of the input. A U-Net.</summary>
    private static IEnumerable<TensorSpec> Editor(bool isSeparable)
    {
        const int BaseWidth = 32;
        var tensors = new BlockTensors("body.", isSeparable);
        AddWayDown(tensors, inputs: 16, BaseWidth, firstKernel: 3);
        for (int level = 0; level < Levels; level++)
        {
            int width = BaseWidth << (Levels - 1 - level);
            tensors.Add($"upsample_blocks.{level}", 3 * width, width, kernel: 3);
        }

        return
        [
            .. tensors.All,
            .. BlockTensors.Head("color_change_creator", BaseWidth, 4),
            .. BlockTensors.Head("alpha_creator", BaseWidth, 4),
            .. BlockTensors.GridHead("grid_change_creator", BaseWidth),
        ];
    }

    private static void AddWayDown(BlockTensors tensors, int inputs, int baseWidth, int firstKernel)
    {
        tensors.Add("downsample_blocks.0", inputs, baseWidth, firstKernel);
        for (int level = 1; level <= Levels; level++)
        {
            tensors.Add($"downsample_blocks.{level}", baseWidth << (level - 1), baseWidth << level, kernel: 4);
        }

        for (int block = 0; block < ResidualBlocks; block++)
        {
            tensors.AddResidual($"bottleneck_blocks.{block}", baseWidth << Levels);
        }
    }
}
