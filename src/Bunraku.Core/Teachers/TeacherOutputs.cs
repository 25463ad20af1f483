using System.Collections.Immutable;

namespace Bunraku.Core.Teachers;

/// <summary>The table of the 33 outputs of the teacher.</summary>
public static class TeacherOutputs
{
    /// <summary>All outputs; the index in this list is <see cref="TeacherOutput.Index"/>.</summary>
    public static ImmutableArray<TeacherOutput> All { get; } =
    [
        .. Table().Select((row, index) => new TeacherOutput(index, row.Part, index - Array.FindIndex(Table(), first => first.Part == row.Part), row.Name, row.Title, row.Channels, row.Size)),
    ];

    /// <summary>The posed image.</summary>
    public static TeacherOutput Posed => All[0];

    private static (TeacherPart Part, string Name, string Title, int Channels, int Size)[] Table() =>
    [
        (TeacherPart.Upscaler, "upscaler_merged", "Final picture", 4, 512),
        (TeacherPart.Upscaler, "upscaler_alpha", "Upscaler: alpha", 1, 512),
        (TeacherPart.Upscaler, "upscaler_warped", "Upscaler: warped picture", 4, 512),
        (TeacherPart.Upscaler, "upscaler_grid_change", "Upscaler: grid change", 2, 512),
        (TeacherPart.Upscaler, "upscaler_direct", "Upscaler: direct colour", 4, 512),
        (TeacherPart.BetweenNetworks, "face_morphed_full", "Picture with the posed face", 4, 512),
        (TeacherPart.BodyMorpher, "body_merged", "Body morpher: picture", 4, 256),
        (TeacherPart.BodyMorpher, "body_alpha", "Body morpher: alpha", 1, 256),
        (TeacherPart.BodyMorpher, "body_warped", "Body morpher: warped picture", 4, 256),
        (TeacherPart.BodyMorpher, "body_grid_change", "Body morpher: grid change", 2, 256),
        (TeacherPart.BodyMorpher, "body_direct", "Body morpher: direct colour", 4, 256),
        (TeacherPart.FaceMorpher, "face_output_image", "Face morpher: picture", 4, 192),
        (TeacherPart.FaceMorpher, "face_eye_alpha", "Face morpher: eye alpha", 1, 192),
        (TeacherPart.FaceMorpher, "face_eye_color_change", "Face morpher: eye colour change", 4, 192),
        (TeacherPart.FaceMorpher, "face_iris_mouth_image_1", "Face morpher: iris and mouth, recoloured", 4, 192),
        (TeacherPart.FaceMorpher, "face_iris_mouth_alpha", "Face morpher: iris and mouth alpha", 1, 192),
        (TeacherPart.FaceMorpher, "face_iris_mouth_color_change", "Face morpher: iris and mouth colour change", 4, 192),
        (TeacherPart.FaceMorpher, "face_iris_mouth_image_0", "Face morpher: iris and mouth, warped", 4, 192),
        (TeacherPart.FaceMorpher, "face_iris_mouth_grid_change", "Face morpher: iris and mouth grid change", 2, 192),
        (TeacherPart.EyebrowCombiner, "combiner_eyebrow_image", "Eyebrow combiner: picture by the combine alpha", 4, 128),
        (TeacherPart.EyebrowCombiner, "combiner_combine_alpha", "Eyebrow combiner: combine alpha", 1, 128),
        (TeacherPart.EyebrowCombiner, "combiner_eyebrow_image_no_combine_alpha", "Eyebrow combiner: picture", 4, 128),
        (TeacherPart.EyebrowCombiner, "combiner_morphed_eyebrow_layer", "Eyebrow combiner: morphed layer", 4, 128),
        (TeacherPart.EyebrowCombiner, "combiner_morphed_eyebrow_layer_alpha", "Eyebrow combiner: morphed layer's alpha", 1, 128),
        (TeacherPart.EyebrowCombiner, "combiner_morphed_eyebrow_layer_color_change", "Eyebrow combiner: morphed layer's colour change", 4, 128),
        (TeacherPart.EyebrowCombiner, "combiner_warped_eyebrow_layer", "Eyebrow combiner: warped layer", 4, 128),
        (TeacherPart.EyebrowCombiner, "combiner_morphed_eyebrow_layer_grid_change", "Eyebrow combiner: morphed layer's grid change", 2, 128),
        (TeacherPart.EyebrowDecomposer, "decomposer_eyebrow_layer", "Eyebrow decomposer: eyebrow layer", 4, 128),
        (TeacherPart.EyebrowDecomposer, "decomposer_eyebrow_layer_alpha", "Eyebrow decomposer: eyebrow layer's alpha", 1, 128),
        (TeacherPart.EyebrowDecomposer, "decomposer_eyebrow_layer_color_change", "Eyebrow decomposer: eyebrow layer's colour change", 4, 128),
        (TeacherPart.EyebrowDecomposer, "decomposer_background_layer", "Eyebrow decomposer: background layer", 4, 128),
        (TeacherPart.EyebrowDecomposer, "decomposer_background_layer_alpha", "Eyebrow decomposer: background layer's alpha", 1, 128),
        (TeacherPart.EyebrowDecomposer, "decomposer_background_layer_color_change", "Eyebrow decomposer: background layer's colour change", 4, 128),
    ];
}
