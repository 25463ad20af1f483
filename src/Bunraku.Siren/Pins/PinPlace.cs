namespace Bunraku.Siren.Pins;

/// <summary>Where a point of the resting picture is in a pose, and how the picture lies around it.</summary>
/// <param name="X">The column, in pixels of the 512x512 picture.</param>
/// <param name="Y">The row.</param>
/// <param name="Rotation">Radians, clockwise on the screen.</param>
/// <param name="Scale">1 at rest.</param>
public readonly record struct PinPlace(float X, float Y, float Rotation, float Scale);
