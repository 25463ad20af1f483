namespace Bunraku.Mocap.Puppets;

/// <summary>What a <see cref="PuppetDriver"/> has done so far, and how its face is.</summary>
/// <param name="PosesMade">How many poses it made.</param>
/// <param name="FacesUsed">How many samples it used.</param>
/// <param name="TimesLost">How often the face was lost after it had been found.</param>
/// <param name="IsFaceTracked">Whether the last pose followed a face.</param>
/// <param name="IdleWeight">How far the last pose was at rest, 0 (the face) to 1 (rest).</param>
/// <param name="FaceAge">How old the face of the last pose was; null before the first face.</param>
public readonly record struct PuppetStatus(
    long PosesMade,
    long FacesUsed,
    long TimesLost,
    bool IsFaceTracked,
    double IdleWeight,
    TimeSpan? FaceAge);
