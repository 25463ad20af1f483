namespace Bunraku.Conv.Outputs;

/// <summary>
/// What the five networks give, numbered as in the original. Pictures have four channels, straight alpha, linear light and values from -1 to 1. Alphas
/// lie between 0 and 1. Grid changes have two channels, x and y, in units where 2 is the side of the picture.
/// </summary>
public enum SeparableOutput
{
    /// <summary>[4, 512, 512]: the posed picture.</summary>
    Posed = 0,

    /// <summary>[4, 512, 512]: how much of the colour change is in each channel of the posed picture.</summary>
    EditorAlpha = 1,

    /// <summary>[4, 512, 512]: the editor's colours.</summary>
    EditorColorChange = 2,

    /// <summary>[4, 512, 512]: the picture with the posed face, warped by the grid change.</summary>
    EditorWarped = 3,

    /// <summary>[2, 512, 512]: the whole grid change, the rotator's included.</summary>
    EditorGridChange = 4,

    /// <summary>[4, 256, 256]: the rotator's own picture, which no later network uses.</summary>
    RotatorDirect = 5,

    /// <summary>[4, 256, 256]: the picture with the posed face at half its size, warped.</summary>
    RotatorWarped = 6,

    /// <summary>[2, 256, 256]: the rotator's grid change.</summary>
    RotatorGridChange = 7,

    /// <summary>[4, 192, 192]: the posed face.</summary>
    Face = 8,

    /// <summary>[1, 192, 192]: how much of the eyes' colour change is in the face.</summary>
    FaceEyeAlpha = 9,

    /// <summary>[4, 192, 192]: the colours of the eyes.</summary>
    FaceEyeColorChange = 10,

    /// <summary>[4, 192, 192]: the face before the eyes were blended in.</summary>
    FaceIrisMouth = 11,

    /// <summary>[1, 192, 192]: how much of the colour change of irises and mouth is in the face.</summary>
    FaceIrisMouthAlpha = 12,

    /// <summary>[4, 192, 192]: the colours of irises and mouth.</summary>
    FaceIrisMouthColorChange = 13,

    /// <summary>[4, 192, 192]: the face warped by the grid change of irises and mouth.</summary>
    FaceIrisMouthWarped = 14,

    /// <summary>[4, 128, 128]: the eyebrows on the background by the combine alpha, which no later network uses.</summary>
    CombinerEyebrow = 15,

    /// <summary>[1, 128, 128]: the combine alpha.</summary>
    CombinerCombineAlpha = 16,

    /// <summary>[4, 128, 128]: the posed eyebrows on the background, as the face morpher gets them.</summary>
    CombinerEyebrowNoCombineAlpha = 17,

    /// <summary>[4, 128, 128]: the posed eyebrow layer.</summary>
    CombinerMorphedLayer = 18,

    /// <summary>[1, 128, 128]: how much of the colour change is in the posed eyebrow layer.</summary>
    CombinerMorphedLayerAlpha = 19,

    /// <summary>[4, 128, 128]: the colours of the posed eyebrow layer.</summary>
    CombinerMorphedLayerColorChange = 20,

    /// <summary>[4, 128, 128]: the eyebrow layer warped by its grid change.</summary>
    CombinerWarpedLayer = 21,

    /// <summary>[2, 128, 128]: the grid change of the eyebrow layer.</summary>
    CombinerMorphedLayerGridChange = 22,

    /// <summary>[4, 128, 128]: the eyebrows of the picture.</summary>
    DecomposerEyebrowLayer = 23,

    /// <summary>[1, 128, 128]: how much of the picture is in the eyebrow layer.</summary>
    DecomposerEyebrowLayerAlpha = 24,

    /// <summary>[4, 128, 128]: the colours of the eyebrow layer.</summary>
    DecomposerEyebrowLayerColorChange = 25,

    /// <summary>[4, 128, 128]: the picture without eyebrows.</summary>
    DecomposerBackgroundLayer = 26,

    /// <summary>[1, 128, 128]: how much of the colour change is in the background layer.</summary>
    DecomposerBackgroundLayerAlpha = 27,

    /// <summary>[4, 128, 128]: the colours of the background layer.</summary>
    DecomposerBackgroundLayerColorChange = 28,

    /// <summary>[4, 512, 512]: the picture with the posed face, which the original does not return.</summary>
    FaceMorphed = 29,
}
