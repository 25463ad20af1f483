namespace Bunraku.Mocap.Faces;

/// <summary>
/// A rotation as three angles in radians about fixed axes, applied x first, then y, then z. For a head, positive x lowers the chin. Positive y turns
/// the face toward the right edge of the picture that a viewer sees. Positive z leans the head toward the left edge of that picture.
/// </summary>
/// <param name="X">The nod, in radians; positive lowers the chin.</param>
/// <param name="Y">The turn, in radians.</param>
/// <param name="Z">The lean, in radians.</param>
public readonly record struct EulerAngles(double X, double Y, double Z)
{
    /// <summary>No rotation.</summary>
    public static EulerAngles Zero { get; }

    /// <summary>Makes angles from degrees.</summary>
    public static EulerAngles FromDegrees(double x, double y, double z) =>
        new(double.DegreesToRadians(x), double.DegreesToRadians(y), double.DegreesToRadians(z));

    /// <summary>Whether none of the angles is a NaN or an infinity.</summary>
    public bool IsFinite => double.IsFinite(X) && double.IsFinite(Y) && double.IsFinite(Z);

    /// <summary>The rotation as seen in a mirror: x stays, y and z change sign.</summary>
    public EulerAngles Mirrored() => new(X, -Y, -Z);
}
