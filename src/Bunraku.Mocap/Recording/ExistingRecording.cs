namespace Bunraku.Mocap.Recording;

/// <summary>What happens where a recording of the same name exists.</summary>
public enum ExistingRecording
{
    /// <summary>The new recording is refused.</summary>
    Refused,

    /// <summary>The first face of the new recording replaces the old one.</summary>
    Replaced,

    /// <summary>The new recording gets a number behind its name.</summary>
    GivesAnotherName,
}
