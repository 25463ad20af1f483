namespace Bunraku.Core.Images.Doctor;

/// <summary>What the findings come to.</summary>
public enum PictureVerdict
{
    /// <summary>A character can be made of it as it is.</summary>
    Good,

    /// <summary>A character can be made of it after the fixes; what cannot be fixed is among the findings.</summary>
    Mendable,

    /// <summary>No character can be made of it.</summary>
    Unusable,
}
