namespace Bunraku.Mocap.Faces;

/// <summary>
/// Reads head angles from the 4 x 4 transformation matrix of a face landmarker. The way through a quaternion is that of SciPy 1.12
/// (<c>Rotation.from_matrix(M).as_euler('xyz')</c>), which the published program calls. It also settles matrices that are not exactly orthonormal,
/// and the two pitches of gimbal lock: there z is set to 0 and x takes the whole turn.
/// </summary>
public static class HeadMatrix
{
    private const double GimbalTolerance = 1e-7;

    /// <summary>The angles of a matrix that is stored column after column, as the browser's landmarker hands it out.</summary>
    /// <param name="columns">16 numbers: element (row r, column c) at 4 c + r, the translation in the last column.</param>
    /// <returns>The angles: x and z in [-π, π], y in [-π/2, π/2]; zero where the numbers describe no rotation.</returns>
    /// <exception cref="ArgumentException">There are not 16 numbers.</exception>
    public static EulerAngles AnglesOfColumns(ReadOnlySpan<double> columns)
    {
        RequireSixteen(columns);
        return AnglesOf([columns[0], columns[4], columns[8], columns[1], columns[5], columns[9], columns[2], columns[6], columns[10]]);
    }

    /// <summary>The angles of a matrix that is stored row after row.</summary>
    /// <param name="rows">16 numbers: element (row r, column c) at 4 r + c, the translation in the last column.</param>
    /// <inheritdoc cref="AnglesOfColumns" path="/returns"/>
    /// <inheritdoc cref="AnglesOfColumns" path="/exception"/>
    public static EulerAngles AnglesOfRows(ReadOnlySpan<double> rows)
    {
        RequireSixteen(rows);
        return AnglesOf([rows[0], rows[1], rows[2], rows[4], rows[5], rows[6], rows[8], rows[9], rows[10]]);
    }

    /// <summary>The unit quaternion (x, y, z, w) of the upper left 3 x 3 block, given row after row.</summary>
    internal static (double X, double Y, double Z, double W) QuaternionOf(ReadOnlySpan<double> m)
    {
        double trace = m[0] + m[4] + m[8];
        int largest = m[4] > m[0] ? 1 : 0;
        largest = m[8] > m[4 * largest] ? 2 : largest;
        Span<double> q = stackalloc double[4];
        if (trace > m[4 * largest])
        {
            q[0] = m[7] - m[5];
            q[1] = m[2] - m[6];
            q[2] = m[3] - m[1];
            q[3] = 1 + trace;
        }
        else
        {
            int i = largest;
            int j = (i + 1) % 3;
            int k = (i + 2) % 3;
            q[i] = 1 - trace + (2 * m[(3 * i) + i]);
            q[j] = m[(3 * j) + i] + m[(3 * i) + j];
            q[k] = m[(3 * k) + i] + m[(3 * i) + k];
            q[3] = m[(3 * k) + j] - m[(3 * j) + k];
        }

        double length = Math.Sqrt((q[0] * q[0]) + (q[1] * q[1]) + (q[2] * q[2]) + (q[3] * q[3]));
        return (q[0] / length, q[1] / length, q[2] / length, q[3] / length);
    }

    private static EulerAngles AnglesOf(ReadOnlySpan<double> block)
    {
        if (!block.ContainsAnyExcept(0))
        {
            return EulerAngles.Zero;
        }

        (double x, double y, double z, double w) = QuaternionOf(block);
        (double a, double b, double c, double d) = (w - y, x + z, y + w, z - x);
        double tilt = 2 * Math.Atan2(double.Hypot(c, d), double.Hypot(a, b));
        double sum = Math.Atan2(b, a);
        double difference = Math.Atan2(d, c);
        (double aboutX, double aboutZ) = Math.Abs(tilt) <= GimbalTolerance ? (2 * sum, 0)
            : Math.Abs(tilt - Math.PI) <= GimbalTolerance ? (-2 * difference, 0)
            : (sum - difference, sum + difference);
        var angles = new EulerAngles(WrapOnce(aboutX), WrapOnce(tilt - (Math.PI / 2)), WrapOnce(aboutZ));
        return angles.IsFinite ? angles : EulerAngles.Zero;
    }

    private static double WrapOnce(double angle) =>
        angle < -Math.PI ? angle + Math.Tau : angle > Math.PI ? angle - Math.Tau : angle;

    private static void RequireSixteen(ReadOnlySpan<double> numbers)
    {
        if (numbers.Length != 16)
        {
            throw new ArgumentException($"A head matrix has 16 numbers, but {numbers.Length} were given.", nameof(numbers));
        }
    }
}
