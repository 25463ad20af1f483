namespace Bunraku.Core.Images.Doctor;

/// <summary>What can be wrong with a picture that is to become a character.</summary>
public enum PictureFault
{
    /// <summary>It is not 512x512.</summary>
    WrongSize,

    /// <summary>Its file has a colour profile that could not be used.</summary>
    UnusedProfile,

    /// <summary>There is nothing in it.</summary>
    Empty,

    /// <summary>It has too few pixels to show a face.</summary>
    TooSmall,

    /// <summary>It is opaque, on one colour that can be made transparent.</summary>
    FlatBackground,

    /// <summary>It is opaque, on something that cannot.</summary>
    BusyBackground,

    /// <summary>Patches of the background colour inside the character.</summary>
    EnclosedBackground,

    /// <summary>Faint pixels where nothing should be.</summary>
    Haze,

    /// <summary>A wide half-transparent rim.</summary>
    SoftHalo,

    /// <summary>Half-transparent edges in the colour of a former background.</summary>
    EdgeColor,

    /// <summary>Small spots next to the character.</summary>
    Specks,

    /// <summary>More than one large figure.</summary>
    SeveralFigures,

    /// <summary>The head is larger or smaller than the head box.</summary>
    HeadSize,

    /// <summary>The head is not in the head box.</summary>
    HeadPlace,

    /// <summary>The head could not be told from the rest with certainty.</summary>
    HeadUnsure,

    /// <summary>A border of the picture cuts the character.</summary>
    CutOff,
}
