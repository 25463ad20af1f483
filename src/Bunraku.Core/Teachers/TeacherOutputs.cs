using System.Collections.Immutable;

namespace Bunraku.Core.Teachers;

/// <summary>The tables of the outputs of the families.</summary>
internal static class TeacherOutputs
{
    private static readonly Row FaceGridChange = new(TeacherPart.FaceMorpher, "face_iris_mouth_grid_change", "Face morpher: iris and mouth grid change", TeacherOutputKind.GridChange, 2, 192);

    private static readonly Row[] Face =
    [
        new(TeacherPart.FaceMorpher, "face_output_image", "Face morpher: picture", TeacherOutputKind.Picture, 4, 192),
        new(TeacherPart.FaceMorpher, "face_eye_alpha", "Face morpher: eye alpha", TeacherOutputKind.Alpha, 1, 192),
        new(TeacherPart.FaceMorpher, "face_eye_color_change", "Face morpher: eye colour change", TeacherOutputKind.Picture, 4, 192),
        new(TeacherPart.FaceMorpher, "face_iris_mouth_image_1", "Face morpher: iris and mouth, recoloured", TeacherOutputKind.Picture, 4, 192),
        new(TeacherPart.FaceMorpher, "face_iris_mouth_alpha", "Face morpher: iris and mouth alpha", TeacherOutputKind.Alpha, 1, 192),
        new(TeacherPart.FaceMorpher, "face_iris_mouth_color_change", "Face morpher: iris and mouth colour change", TeacherOutputKind.Picture, 4, 192),
        new(TeacherPart.FaceMorpher, "face_iris_mouth_image_0", "Face morpher: iris and mouth, warped", TeacherOutputKind.Picture, 4, 192),
    ];

    private static readonly Row[] Eyebrows =
    [
        new(TeacherPart.EyebrowCombiner, "combiner_eyebrow_image", "Eyebrow combiner: picture by the combine alpha", TeacherOutputKind.Picture, 4, 128),
        new(TeacherPart.EyebrowCombiner, "combiner_combine_alpha", "Eyebrow combiner: combine alpha", TeacherOutputKind.Alpha, 1, 128),
        new(TeacherPart.EyebrowCombiner, "combiner_eyebrow_image_no_combine_alpha", "Eyebrow combiner: picture", TeacherOutputKind.Picture, 4, 128),
        new(TeacherPart.EyebrowCombiner, "combiner_morphed_eyebrow_layer", "Eyebrow combiner: morphed layer", TeacherOutputKind.Picture, 4, 128),
        new(TeacherPart.EyebrowCombiner, "combiner_morphed_eyebrow_layer_alpha", "Eyebrow combiner: morphed layer's alpha", TeacherOutputKind.Alpha, 1, 128),
        new(TeacherPart.EyebrowCombiner, "combiner_morphed_eyebrow_layer_color_change", "Eyebrow combiner: morphed layer's colour change", TeacherOutputKind.Picture, 4, 128),
        new(TeacherPart.EyebrowCombiner, "combiner_warped_eyebrow_layer", "Eyebrow combiner: warped layer", TeacherOutputKind.Picture, 4, 128),
        new(TeacherPart.EyebrowCombiner, "combiner_morphed_eyebrow_layer_grid_change", "Eyebrow combiner: morphed layer's grid change", TeacherOutputKind.GridChange, 2, 128),
        new(TeacherPart.EyebrowDecomposer, "decomposer_eyebrow_layer", "Eyebrow decomposer: eyebrow layer", TeacherOutputKind.Picture, 4, 128),
        new(TeacherPart.EyebrowDecomposer, "decomposer_eyebrow_layer_alpha", "Eyebrow decomposer: eyebrow layer's alpha", TeacherOutputKind.Alpha, 1, 128),
        new(TeacherPart.EyebrowDecomposer, "decomposer_eyebrow_layer_color_change", "Eyebrow decomposer: eyebrow layer's colour change", TeacherOutputKind.Picture, 4, 128),
        new(TeacherPart.EyebrowDecomposer, "decomposer_background_layer", "Eyebrow decomposer: background layer", TeacherOutputKind.Picture, 4, 128),
        new(TeacherPart.EyebrowDecomposer, "decomposer_background_layer_alpha", "Eyebrow decomposer: background layer's alpha", TeacherOutputKind.Alpha, 1, 128),
        new(TeacherPart.EyebrowDecomposer, "decomposer_background_layer_color_change", "Eyebrow decomposer: background layer's colour change", TeacherOutputKind.Picture, 4, 128),
    ];

    private static readonly Row[] Tha4Body =
    [
        new(TeacherPart.Upscaler, "upscaler_merged", "Final picture", TeacherOutputKind.Picture, 4, 512),
        new(TeacherPart.Upscaler, "upscaler_alpha", "Upscaler: alpha", TeacherOutputKind.Alpha, 1, 512),
        new(TeacherPart.Upscaler, "upscaler_warped", "Upscaler: warped picture", TeacherOutputKind.Picture, 4, 512),
        new(TeacherPart.Upscaler, "upscaler_grid_change", "Upscaler: grid change", TeacherOutputKind.GridChange, 2, 512),
        new(TeacherPart.Upscaler, "upscaler_direct", "Upscaler: direct colour", TeacherOutputKind.Picture, 4, 512),
        new(TeacherPart.BetweenNetworks, "face_morphed_full", "Picture with the posed face", TeacherOutputKind.Picture, 4, 512),
        new(TeacherPart.BodyMorpher, "body_merged", "Body morpher: picture", TeacherOutputKind.Picture, 4, 256),
        new(TeacherPart.BodyMorpher, "body_alpha", "Body morpher: alpha", TeacherOutputKind.Alpha, 1, 256),
        new(TeacherPart.BodyMorpher, "body_warped", "Body morpher: warped picture", TeacherOutputKind.Picture, 4, 256),
        new(TeacherPart.BodyMorpher, "body_grid_change", "Body morpher: grid change", TeacherOutputKind.GridChange, 2, 256),
        new(TeacherPart.BodyMorpher, "body_direct", "Body morpher: direct colour", TeacherOutputKind.Picture, 4, 256),
    ];

    private static readonly Row[] Tha3Body =
    [
        new(TeacherPart.Editor, "editor_color_changed", "Final picture", TeacherOutputKind.Picture, 4, 512),
        new(TeacherPart.Editor, "editor_color_change_alpha", "Editor: alpha of each colour", TeacherOutputKind.Alpha, 4, 512),
        new(TeacherPart.Editor, "editor_color_change", "Editor: colour change", TeacherOutputKind.Picture, 4, 512),
        new(TeacherPart.Editor, "editor_warped", "Editor: warped picture", TeacherOutputKind.Picture, 4, 512),
        new(TeacherPart.Editor, "editor_grid_change", "Editor: grid change", TeacherOutputKind.GridChange, 2, 512),
        new(TeacherPart.Rotator, "rotator_direct", "Rotator: direct colour", TeacherOutputKind.Picture, 4, 256),
        new(TeacherPart.Rotator, "rotator_warped", "Rotator: warped picture", TeacherOutputKind.Picture, 4, 256),
        new(TeacherPart.Rotator, "rotator_grid_change", "Rotator: grid change", TeacherOutputKind.GridChange, 2, 256),
    ];

    /// <summary>The 33 of THA4: upscaler, picture with the posed face, body morpher, face morpher, eyebrow combiner, eyebrow decomposer.</summary>
    public static ImmutableArray<TeacherOutput> Tha4 { get; } = Numbered([.. Tha4Body, .. Face, FaceGridChange, .. Eyebrows]);

    /// <summary>The 29 of THA3: editor, rotator, face morpher, eyebrow combiner, eyebrow decomposer.</summary>
    public static ImmutableArray<TeacherOutput> Tha3 { get; } = Numbered([.. Tha3Body, .. Face, .. Eyebrows]);

    private static ImmutableArray<TeacherOutput> Numbered(Row[] rows) =>
    [
        .. rows.Select((row, index) => new TeacherOutput(
            index, row.Part, index - Array.FindIndex(rows, first => first.Part == row.Part), row.Name, row.Title, row.Kind, row.Channels, row.Size)),
    ];

    private sealed record Row(TeacherPart Part, string Name, string Title, TeacherOutputKind Kind, int Channels, int Size);
}
