using System.Collections.Immutable;
using Bunraku.Core.Checkpoints;

namespace Bunraku.Core.Teachers;

/// <summary>
/// The five networks of THA4 with the keys and shapes of their weights. Source: "mode 07" of
/// <c>pkhungurn/talking-head-anime-4-demo</c>.
/// </summary>
public static class Tha4Networks
{
    /// <summary>Takes the eyebrows off the face: 128x128 pixels, no pose.</summary>
    public static TeacherNetwork EyebrowDecomposer { get; } = new(TeacherNetworkNames.EyebrowDecomposer, EncoderDecoderTensors.Decomposer());

    /// <summary>Moves the eyebrows and puts them back: 128x128 pixels, 12 pose values.</summary>
    public static TeacherNetwork EyebrowMorphingCombiner { get; } = new(TeacherNetworkNames.EyebrowMorphingCombiner, EncoderDecoderTensors.Combiner());

    /// <summary>Moves eyes, irises and mouth: 192x192 pixels, 27 pose values.</summary>
    public static TeacherNetwork FaceMorpher { get; } = new(TeacherNetworkNames.FaceMorpher, EncoderDecoderTensors.Face());

    /// <summary>Turns head and body at half resolution: 256x256 pixels, 6 pose values.</summary>
    public static TeacherNetwork BodyMorpher { get; } = new(TeacherNetworkNames.BodyMorpher, UNetTensors.All(baseWidth: 64, multipliers: [1, 2, 4, 4, 4]))
    {
        Rules = TeacherRules.UNet,
    };

    /// <summary>Turns head and body at full resolution, guided by the body morpher: 512x512 pixels, 6 pose values.</summary>
    public static TeacherNetwork Upscaler { get; } = new(TeacherNetworkNames.Upscaler,
    [
        .. UNetTensors.All(baseWidth: 32, multipliers: [1, 2, 4, 8, 8, 8]),
        new TensorSpec("coarse_image_conv.weight", 32, 10, 3, 3),
        new TensorSpec("coarse_image_conv.bias", 32),
    ])
    {
        Rules = TeacherRules.UNet,
    };

    /// <summary>All five, in the order in which a frame passes them.</summary>
    internal static ImmutableArray<TeacherNetwork> All { get; } = [EyebrowDecomposer, EyebrowMorphingCombiner, FaceMorpher, BodyMorpher, Upscaler];
}
