using System.Numerics;
using Bunraku.Mocap.Faces;

namespace Bunraku.Mocap.Sources.Decoding;

/// <summary>Turns rotations of other coordinate systems into the angles of <see cref="EulerAngles"/>.</summary>
internal static class HeadQuaternion
{
    /// <summary>
    /// The angles of a rotation in Unity's axes (left-handed: x to the avatar's right, y up, z forward). Ours differ in the direction of
    /// x only.
    /// </summary>
    public static EulerAngles FromUnity(Quaternion rotation)
    {
        (double x, double y, double z, double w) = (rotation.X, -rotation.Y, -rotation.Z, rotation.W);
        double length = Math.Sqrt((x * x) + (y * y) + (z * z) + (w * w));
        if (length < 1e-6)
        {
            return EulerAngles.Zero;
        }

        Span<double> rows = stackalloc double[16];
        FillRows(rows, x / length, y / length, z / length, w / length);
        return HeadMatrix.AnglesOfRows(rows);
    }

    /// <summary>The 4 x 4 matrix of a unit quaternion, row after row.</summary>
    public static void FillRows(Span<double> rows, double x, double y, double z, double w)
    {
        rows.Clear();
        rows[0] = 1 - (2 * ((y * y) + (z * z)));
        rows[1] = 2 * ((x * y) - (z * w));
        rows[2] = 2 * ((x * z) + (y * w));
        rows[4] = 2 * ((x * y) + (z * w));
        rows[5] = 1 - (2 * ((x * x) + (z * z)));
        rows[6] = 2 * ((y * z) - (x * w));
        rows[8] = 2 * ((x * z) - (y * w));
        rows[9] = 2 * ((y * z) + (x * w));
        rows[10] = 1 - (2 * ((x * x) + (y * y)));
        rows[15] = 1;
    }
}
