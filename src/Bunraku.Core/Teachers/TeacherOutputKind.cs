namespace Bunraku.Core.Teachers;

/// <summary>What the numbers of an output are.</summary>
public enum TeacherOutputKind
{
    /// <summary>Four channels in -1..1: red, green, blue, alpha.</summary>
    Picture,

    /// <summary>Weights in 0..1: one channel, or one for each channel of a picture.</summary>
    Alpha,

    /// <summary>Two channels: offsets of pixels to the right and down, in units where 2 is the picture's side.</summary>
    GridChange,
}
