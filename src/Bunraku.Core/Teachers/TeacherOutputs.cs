using System.Collections.Immutable;
using Bunraku.Core.Errors;

namespace Bunraku.Core.Teachers;

/// <summary>The tables of the outputs of the families.</summary>
internal static class TeacherOutputs
{
    private static readonly Row FaceGridChange = new(TeacherPart.FaceMorpher, "face_iris_mouth_grid_change", Phrase.Of("Iris and mouth grid change"), TeacherOutputKind.GridChange, 2, 192);

    private static readonly Row[] Face =
    [
        new(TeacherPart.FaceMorpher, "face_output_image", Phrase.Of("Picture"), TeacherOutputKind.Picture, 4, 192),
        new(TeacherPart.FaceMorpher, "face_eye_alpha", Phrase.Of("Eye alpha"), TeacherOutputKind.Alpha, 1, 192),
        new(TeacherPart.FaceMorpher, "face_eye_color_change", Phrase.Of("Eye colour change"), TeacherOutputKind.Picture, 4, 192),
        new(TeacherPart.FaceMorpher, "face_iris_mouth_image_1", Phrase.Of("Iris and mouth, recoloured"), TeacherOutputKind.Picture, 4, 192),
        new(TeacherPart.FaceMorpher, "face_iris_mouth_alpha", Phrase.Of("Iris and mouth alpha"), TeacherOutputKind.Alpha, 1, 192),
        new(TeacherPart.FaceMorpher, "face_iris_mouth_color_change", Phrase.Of("Iris and mouth colour change"), TeacherOutputKind.Picture, 4, 192),
        new(TeacherPart.FaceMorpher, "face_iris_mouth_image_0", Phrase.Of("Iris and mouth, warped"), TeacherOutputKind.Picture, 4, 192),
    ];

    private static readonly Row[] Eyebrows =
    [
        new(TeacherPart.EyebrowCombiner, "combiner_eyebrow_image", Phrase.Of("Picture by the combine alpha"), TeacherOutputKind.Picture, 4, 128),
        new(TeacherPart.EyebrowCombiner, "combiner_combine_alpha", Phrase.Of("Combine alpha"), TeacherOutputKind.Alpha, 1, 128),
        new(TeacherPart.EyebrowCombiner, "combiner_eyebrow_image_no_combine_alpha", Phrase.Of("Picture"), TeacherOutputKind.Picture, 4, 128),
        new(TeacherPart.EyebrowCombiner, "combiner_morphed_eyebrow_layer", Phrase.Of("Morphed layer"), TeacherOutputKind.Picture, 4, 128),
        new(TeacherPart.EyebrowCombiner, "combiner_morphed_eyebrow_layer_alpha", Phrase.Of("Morphed layer's alpha"), TeacherOutputKind.Alpha, 1, 128),
        new(TeacherPart.EyebrowCombiner, "combiner_morphed_eyebrow_layer_color_change", Phrase.Of("Morphed layer's colour change"), TeacherOutputKind.Picture, 4, 128),
        new(TeacherPart.EyebrowCombiner, "combiner_warped_eyebrow_layer", Phrase.Of("Warped layer"), TeacherOutputKind.Picture, 4, 128),
        new(TeacherPart.EyebrowCombiner, "combiner_morphed_eyebrow_layer_grid_change", Phrase.Of("Morphed layer's grid change"), TeacherOutputKind.GridChange, 2, 128),
        new(TeacherPart.EyebrowDecomposer, "decomposer_eyebrow_layer", Phrase.Of("Eyebrow layer"), TeacherOutputKind.Picture, 4, 128),
        new(TeacherPart.EyebrowDecomposer, "decomposer_eyebrow_layer_alpha", Phrase.Of("Eyebrow layer's alpha"), TeacherOutputKind.Alpha, 1, 128),
        new(TeacherPart.EyebrowDecomposer, "decomposer_eyebrow_layer_color_change", Phrase.Of("Eyebrow layer's colour change"), TeacherOutputKind.Picture, 4, 128),
        new(TeacherPart.EyebrowDecomposer, "decomposer_background_layer", Phrase.Of("Background layer"), TeacherOutputKind.Picture, 4, 128),
        new(TeacherPart.EyebrowDecomposer, "decomposer_background_layer_alpha", Phrase.Of("Background layer's alpha"), TeacherOutputKind.Alpha, 1, 128),
        new(TeacherPart.EyebrowDecomposer, "decomposer_background_layer_color_change", Phrase.Of("Background layer's colour change"), TeacherOutputKind.Picture, 4, 128),
    ];

    private static readonly Row[] Tha4Body =
    [
        new(TeacherPart.Upscaler, "upscaler_merged", Phrase.Of("Final picture"), TeacherOutputKind.Picture, 4, 512),
        new(TeacherPart.Upscaler, "upscaler_alpha", Phrase.Of("Alpha"), TeacherOutputKind.Alpha, 1, 512),
        new(TeacherPart.Upscaler, "upscaler_warped", Phrase.Of("Warped picture"), TeacherOutputKind.Picture, 4, 512),
        new(TeacherPart.Upscaler, "upscaler_grid_change", Phrase.Of("Grid change"), TeacherOutputKind.GridChange, 2, 512),
        new(TeacherPart.Upscaler, "upscaler_direct", Phrase.Of("Direct colour"), TeacherOutputKind.Picture, 4, 512),
        new(TeacherPart.BetweenNetworks, "face_morphed_full", Phrase.Of("Picture with the posed face"), TeacherOutputKind.Picture, 4, 512),
        new(TeacherPart.BodyMorpher, "body_merged", Phrase.Of("Picture"), TeacherOutputKind.Picture, 4, 256),
        new(TeacherPart.BodyMorpher, "body_alpha", Phrase.Of("Alpha"), TeacherOutputKind.Alpha, 1, 256),
        new(TeacherPart.BodyMorpher, "body_warped", Phrase.Of("Warped picture"), TeacherOutputKind.Picture, 4, 256),
        new(TeacherPart.BodyMorpher, "body_grid_change", Phrase.Of("Grid change"), TeacherOutputKind.GridChange, 2, 256),
        new(TeacherPart.BodyMorpher, "body_direct", Phrase.Of("Direct colour"), TeacherOutputKind.Picture, 4, 256),
    ];

    private static readonly Row[] Tha3Body =
    [
        new(TeacherPart.Editor, "editor_color_changed", Phrase.Of("Final picture"), TeacherOutputKind.Picture, 4, 512),
        new(TeacherPart.Editor, "editor_color_change_alpha", Phrase.Of("Alpha of each colour"), TeacherOutputKind.Alpha, 4, 512),
        new(TeacherPart.Editor, "editor_color_change", Phrase.Of("Colour change"), TeacherOutputKind.Picture, 4, 512),
        new(TeacherPart.Editor, "editor_warped", Phrase.Of("Warped picture"), TeacherOutputKind.Picture, 4, 512),
        new(TeacherPart.Editor, "editor_grid_change", Phrase.Of("Grid change"), TeacherOutputKind.GridChange, 2, 512),
        new(TeacherPart.Rotator, "rotator_direct", Phrase.Of("Direct colour"), TeacherOutputKind.Picture, 4, 256),
        new(TeacherPart.Rotator, "rotator_warped", Phrase.Of("Warped picture"), TeacherOutputKind.Picture, 4, 256),
        new(TeacherPart.Rotator, "rotator_grid_change", Phrase.Of("Grid change"), TeacherOutputKind.GridChange, 2, 256),
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

    private sealed record Row(TeacherPart Part, string Name, Phrase Title, TeacherOutputKind Kind, int Channels, int Size);
}
