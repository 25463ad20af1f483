using System.Numerics;
using Bunraku.Mocap.Conversion;
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
        return length < 1e-6
            ? EulerAngles.Zero
            : HeadMatrix.AnglesOfRows(RowsOf(x / length, y / length, z / length, w / length));
    }

    /// <summary>The 4 x 4 matrix of a unit quaternion, row after row.</summary>
    public static double[] RowsOf(double x, double y, double z, double w) =>
    [
        1 - (2 * ((y * y) + (z * z))), 2 * ((x * y) - (z * w)), 2 * ((x * z) + (y * w)), 0,
        2 * ((x * y) + (z * w)), 1 - (2 * ((x * x) + (z * z))), 2 * ((y * z) - (x * w)), 0,
        2 * ((x * z) - (y * w)), 2 * ((y * z) + (x * w)), 1 - (2 * ((x * x) + (y * y))), 0,
        0, 0, 0, 1,
    ];
}
