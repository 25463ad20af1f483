namespace Bunraku.Mocap.Recording;

/// <summary>What the first line of a recording says about it.</summary>
/// <param name="Source">Where the faces came from, for example <c>iFacialMocap</c>.</param>
/// <param name="Created">When the recording began.</param>
public sealed record FaceRecordingHeader(string Source, DateTimeOffset Created)
{
    /// <summary>The format this version writes, and the only one it reads.</summary>
    public const string Format = "bunraku-faces/1";
}
