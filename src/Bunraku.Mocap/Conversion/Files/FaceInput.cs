using Bunraku.Mocap.Faces;

namespace Bunraku.Mocap.Conversion.Files;

/// <summary>A face to convert.</summary>
/// <param name="Face">The face.</param>
/// <param name="Time">What the clock shows; null where the file gives the face no time.</param>
public sealed record FaceInput(FacePose Face, TimeSpan? Time);
