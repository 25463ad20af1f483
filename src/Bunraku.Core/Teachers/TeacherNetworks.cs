using System.Collections.Immutable;
using Bunraku.Core.Checkpoints;

namespace Bunraku.Core.Teachers;

/// <summary>
/// The five networks of the teacher with the keys and shapes of their weights. Source: "mode 07" of
/// <c>pkhungurn/talking-head-anime-4-demo</c>.
/// </summary>
public static class TeacherNetworks
{
    /// <summary>Takes the eyebrows off the face: 128x128 pixels, no pose.</summary>
    public static TeacherNetwork EyebrowDecomposer { get; } = new("eyebrow_decomposer",
    [
        .. EncoderDecoderTensors.Trunk("body.", inputs: 4, poseSize: 0),
        .. EncoderDecoderTensors.Alpha("background_layer_alpha"),
        .. EncoderDecoderTensors.ColorChange("background_layer_color_change"),
        .. EncoderDecoderTensors.Alpha("eyebrow_layer_alpha"),
        .. EncoderDecoderTensors.ColorChange("eyebrow_layer_color_change"),
    ]);

    /// <summary>Moves the eyebrows and puts them back: 128x128 pixels, 12 pose values.</summary>
    public static TeacherNetwork EyebrowMorphingCombiner { get; } = new("eyebrow_morphing_combiner",
    [
        .. EncoderDecoderTensors.Trunk("body.", inputs: 8, poseSize: 12),
        .. EncoderDecoderTensors.GridChange("morphed_eyebrow_layer_grid_change"),
        .. EncoderDecoderTensors.Alpha("morphed_eyebrow_layer_alpha"),
        .. EncoderDecoderTensors.ColorChange("morphed_eyebrow_layer_color_change"),
        .. EncoderDecoderTensors.Alpha("combine_alpha"),
    ]);

    /// <summary>Moves eyes, irises and mouth: 192x192 pixels, 27 pose values.</summary>
    public static TeacherNetwork FaceMorpher { get; } = new("face_morpher",
    [
        .. EncoderDecoderTensors.Trunk("", inputs: 4, poseSize: 27),
        .. EncoderDecoderTensors.GridChange("iris_mouth_grid_change"),
        .. EncoderDecoderTensors.ColorChange("iris_mouth_color_change"),
        .. EncoderDecoderTensors.Alpha("iris_mouth_alpha"),
        .. EncoderDecoderTensors.ColorChange("eye_color_change"),
        .. EncoderDecoderTensors.Alpha("eye_alpha"),
    ]);

    /// <summary>Turns head and body at half resolution: 256x256 pixels, 6 pose values.</summary>
    public static TeacherNetwork BodyMorpher { get; } = new("body_morpher", UNetTensors.All(baseWidth: 64, multipliers: [1, 2, 4, 4, 4]));

    /// <summary>Turns head and body at full resolution, guided by the body morpher: 512x512 pixels, 6 pose values.</summary>
    public static TeacherNetwork Upscaler { get; } = new("upscaler",
    [
        .. UNetTensors.All(baseWidth: 32, multipliers: [1, 2, 4, 8, 8, 8]),
        new TensorSpec("coarse_image_conv.weight", 32, 10, 3, 3),
        new TensorSpec("coarse_image_conv.bias", 32),
    ]);

    /// <summary>All five, in the order in which a frame passes them.</summary>
    public static ImmutableArray<TeacherNetwork> All { get; } = [EyebrowDecomposer, EyebrowMorphingCombiner, FaceMorpher, BodyMorpher, Upscaler];
}
