using Bunraku.Mocap.Faces;
using CsCheck;

namespace Bunraku.Mocap.Tests.Faces;

public sealed class HeadMatrixTests
{
    [Fact]
    public void Angles_of_a_rotation_are_those_it_was_made_of() =>
        Gen.Select(Gen.Double[-3.1, 3.1], Gen.Double[-1.5, 1.5], Gen.Double[-3.1, 3.1]).Sample((x, y, z) =>
        {
            EulerAngles angles = HeadMatrix.AnglesOfRows(Rows(x, y, z));
            return Math.Abs(angles.X - x) < 1e-9 && Math.Abs(angles.Y - y) < 1e-9 && Math.Abs(angles.Z - z) < 1e-9;
        });

    [Fact]
    public void Sixteen_arbitrary_numbers_give_finite_angles() =>
        Gen.Double.Array[16].Sample(numbers => HeadMatrix.AnglesOfColumns(numbers).IsFinite);

    [Fact]
    public void No_rotation_at_all_is_straight_ahead()
    {
        Assert.Equal(EulerAngles.Zero, HeadMatrix.AnglesOfRows(new double[16]));
        Assert.Throws<ArgumentException>(() => HeadMatrix.AnglesOfColumns(new double[9]));
    }

    private static double[] Rows(double x, double y, double z)
    {
        (double sx, double cx) = Math.SinCos(x);
        (double sy, double cy) = Math.SinCos(y);
        (double sz, double cz) = Math.SinCos(z);
        return
        [
            cz * cy, (cz * sy * sx) - (sz * cx), (cz * sy * cx) + (sz * sx), 1,
            sz * cy, (sz * sy * sx) + (cz * cx), (sz * sy * cx) - (cz * sx), 2,
            -sy, cy * sx, cy * cx, 3,
            0, 0, 0, 1,
        ];
    }
}
