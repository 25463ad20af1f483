namespace Bunraku.Core.Images.Doctor;

/// <summary>How much a finding matters.</summary>
public enum FindingSeverity
{
    /// <summary>Worth a look; the picture is good all the same.</summary>
    Note,

    /// <summary>The character would look or move worse.</summary>
    Problem,

    /// <summary>No character can be made of this.</summary>
    Fatal,
}
