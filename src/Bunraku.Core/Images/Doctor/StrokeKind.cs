namespace Bunraku.Core.Images.Doctor;

/// <summary>What a stroke of the user says about the pixels under it.</summary>
public enum StrokeKind
{
    /// <summary>They come back as they were in the picture.</summary>
    Restore,

    /// <summary>They become transparent.</summary>
    Erase,

    /// <summary>They, and what looks like their surroundings, belong to the character.</summary>
    Keep,

    /// <summary>They, and what looks like their surroundings, are background.</summary>
    Remove,
}
