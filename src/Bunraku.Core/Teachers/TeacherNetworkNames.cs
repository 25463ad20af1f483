namespace Bunraku.Core.Teachers;

/// <summary>The published names of the networks of all families. The first three are in every family.</summary>
public static class TeacherNetworkNames
{
    /// <summary>Takes the eyebrows off the face.</summary>
    public const string EyebrowDecomposer = "eyebrow_decomposer";

    /// <summary>Moves the eyebrows and puts them back.</summary>
    public const string EyebrowMorphingCombiner = "eyebrow_morphing_combiner";

    /// <summary>Moves eyes, irises and mouth.</summary>
    public const string FaceMorpher = "face_morpher";

    /// <summary>THA4: turns head and body at half resolution.</summary>
    public const string BodyMorpher = "body_morpher";

    /// <summary>THA4: turns head and body at full resolution.</summary>
    public const string Upscaler = "upscaler";

    /// <summary>THA3: turns head and body at half resolution.</summary>
    public const string Rotator = "two_algo_face_body_rotator";

    /// <summary>THA3: turns head and body at full resolution.</summary>
    public const string Editor = "editor";
}
