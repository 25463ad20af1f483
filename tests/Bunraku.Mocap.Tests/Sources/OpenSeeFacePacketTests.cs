using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Sources.OpenSeeFace;

namespace Bunraku.Mocap.Tests.Sources;

public sealed class OpenSeeFacePacketTests
{
    private const int Features = 1729;

    [Fact]
    public void A_face_straight_ahead_with_open_eyes_is_neutral()
    {
        FacePose face = Parsed(MadePackets.OpenSeeFace());
        Assert.All(face.Weights.ToArray(), weight => Assert.Equal(0, weight, 1e-6));
        AssertAngles(0, 0, 0, face.HeadRotation);
        AssertAngles(0, 0, 0, face.LeftEyeRotation);
    }

    [Fact]
    public void Without_3d_points_and_rotation_the_gaze_and_the_head_are_straight()
    {
        FacePose face = Parsed(MadePackets.OpenSeeFace(change: record => record.AsSpan(33, 16).Clear(), points: false));
        Assert.Equal((EulerAngles.Zero, EulerAngles.Zero, EulerAngles.Zero), (face.HeadRotation, face.LeftEyeRotation, face.RightEyeRotation));
        Assert.All(face.Weights.ToArray(), weight => Assert.Equal(0, weight, 1e-6));
    }

    [Fact]
    public void An_eyeball_that_was_not_measured_is_no_look_aside()
    {
        FacePose face = Parsed(MadePackets.OpenSeeFace(change: record => record.AsSpan(889 + (12 * 68), 24).Clear()));
        Assert.Equal(EulerAngles.Zero, face.LeftEyeRotation);
        Assert.Equal(0, face[Blendshape.EyeLookOutLeft] + face[Blendshape.EyeLookInLeft]);
    }

    [Fact]
    public void A_record_without_success_is_a_lost_face_whatever_else_it_says()
    {
        FacePose face = Parsed(MadePackets.OpenSeeFace(change: record =>
        {
            record[28] = 0;
            record.AsSpan(33).Fill(0xFF);
        }));
        Assert.False(face.IsFaceFound);
    }

    [Fact]
    public void The_first_face_is_followed_steadily()
    {
        var protocol = new OpenSeeFaceProtocol();
        Assert.Equal(0.25, BlinkOf(At(0, Face(3, 0.75f))));
        Assert.Equal(0.25, BlinkOf(At(0.1, [.. Face(0, 0), .. Face(3, 0.75f)])));
        Assert.Null(At(0.5, Face(0, 0)));
        Assert.Equal(1, BlinkOf(At(1.2, Face(0, 0))));
        Assert.Equal(1, BlinkOf(At(1.3, [.. Face(3, 0.75f), .. Face(0, 0)])));

        FacePose? At(double seconds, byte[] packet)
        {
            Assert.NotEqual(Mocap.Sources.PacketKind.Malformed, protocol.Decode(packet, TimeSpan.FromSeconds(seconds), out FacePose? face));
            return face;
        }

        static byte[] Face(int id, float leftOpen) => MadePackets.OpenSeeFace(id, record => MadePackets.WriteSingle(record, 24, leftOpen));

        static double? BlinkOf(FacePose? face) => face?[Blendshape.EyeBlinkLeft];
    }

    [Theory]
    [InlineData(0.3, 0, 0)]
    [InlineData(0, 0.3, 0)]
    [InlineData(0, 0, 0.3)]
    [InlineData(-0.2, 0.4, -0.1)]
    public void A_turned_head_has_the_angles_of_the_person(double x, double y, double z) =>
        AssertAngles(x, y, z, Parsed(MadePackets.OpenSeeFace(change: record => WriteTrackerQuaternion(record, x, y, z))).HeadRotation);

    [Fact]
    public void Right_stands_before_left_in_the_eyes_and_behind_it_in_the_features()
    {
        FacePose face = Parsed(MadePackets.OpenSeeFace(change: record =>
        {
            MadePackets.WriteSingle(record, 20, 0.25f);
            MadePackets.WriteSingle(record, Features, -0.5f);
            MadePackets.WriteSingle(record, Features + 4, 0.4f);
        }));
        Assert.Equal(0.75, face[Blendshape.EyeBlinkRight], 1e-6);
        Assert.Equal(0.5, face[Blendshape.EyeBlinkLeft], 1e-6);
        Assert.Equal(0.4, face[Blendshape.EyeWideRight], 1e-6);
        Assert.Equal(0, face[Blendshape.EyeWideLeft], 1e-6);
    }

    [Fact]
    public void Brows_and_mouth_follow_the_features()
    {
        FacePose face = Parsed(MadePackets.OpenSeeFace(change: record =>
        {
            MadePackets.WriteSingle(record, Features + (4 * 3), 0.6f);
            MadePackets.WriteSingle(record, Features + (4 * 6), 0.2f);
            MadePackets.WriteSingle(record, Features + (4 * 8), -0.7f);
            MadePackets.WriteSingle(record, Features + (4 * 10), 0.3f);
            MadePackets.WriteSingle(record, Features + (4 * 12), 0.8f);
        }));
        Assert.Equal(0.2, face[Blendshape.BrowInnerUp], 1e-6);
        Assert.Equal(0.4, face[Blendshape.BrowOuterUpLeft], 1e-6);
        Assert.Equal(0, face[Blendshape.BrowOuterUpRight], 1e-6);
        Assert.Equal(0.7, face[Blendshape.MouthSmileLeft], 1e-6);
        Assert.Equal(0.3, face[Blendshape.MouthFrownRight], 1e-6);
        Assert.Equal(0.4, face[Blendshape.JawOpen], 1e-6);
        Assert.Equal(0.4, face[Blendshape.MouthLowerDownLeft], 1e-6);
    }

    [Fact]
    public void A_pupil_beside_its_eyes_centre_is_a_gaze()
    {
        const int PupilLeft = 889 + (12 * 67);
        FacePose face = Parsed(MadePackets.OpenSeeFace(change: record =>
        {
            // The tracker's x grows to the person's right, y is negated on the wire: left and up.
            MadePackets.WriteSingle(record, PupilLeft, -0.08f * MathF.Tan(MathF.PI / 12));
            MadePackets.WriteSingle(record, PupilLeft + 4, -0.01f);
        }));
        Assert.Equal(0.5, face[Blendshape.EyeLookOutLeft], 1e-4);
        Assert.True(face[Blendshape.EyeLookUpLeft] > 0.1);
        Assert.Equal(0, face[Blendshape.EyeLookInRight], 1e-6);
    }

    [Fact]
    public void Of_several_faces_the_one_with_the_lowest_number_counts()
    {
        byte[] both = [.. MadePackets.OpenSeeFace(id: 4), .. MadePackets.OpenSeeFace(id: 1, record => MadePackets.WriteSingle(record, 24, 0))];
        Assert.Equal(1, Parsed(both)[Blendshape.EyeBlinkLeft], 1e-6);
    }

    [Fact]
    public void A_fit_that_failed_or_is_bad_is_a_lost_face()
    {
        Assert.False(Parsed(MadePackets.OpenSeeFace(change: record => record[28] = 0)).IsFaceFound);
        Assert.False(Parsed(MadePackets.OpenSeeFace(change: record => MadePackets.WriteSingle(record, 29, 100.5f))).IsFaceFound);
    }

    [Fact]
    public void Wrong_lengths_and_numbers_that_are_not_finite_are_refused()
    {
        byte[] good = MadePackets.OpenSeeFace();
        Assert.False(OpenSeeFacePacket.TryParse(good.AsSpan(1), TimeSpan.Zero, out _));
        Assert.False(OpenSeeFacePacket.TryParse([.. good, 0], TimeSpan.Zero, out _));
        Assert.False(OpenSeeFacePacket.TryParse([], TimeSpan.Zero, out _));
        foreach (int offset in new[] { 20, 24, 29, 33, 45, 889 + (12 * 66), Features, Features + (4 * 13) })
        {
            Assert.False(OpenSeeFacePacket.TryParse(
                MadePackets.OpenSeeFace(change: record => MadePackets.WriteSingle(record, offset, float.NaN)), TimeSpan.Zero, out _));
        }
    }

    /// <summary>
    /// The quaternion that the tracker computes for a head with these angles: its camera has x down, y right and z away from the viewer, its
    /// face x to the person's right, and its formula yields the inverse rotation.
    /// </summary>
    private static void WriteTrackerQuaternion(byte[] record, double x, double y, double z)
    {
        (double sx, double cx) = Math.SinCos(x);
        (double sy, double cy) = Math.SinCos(y);
        (double sz, double cz) = Math.SinCos(z);
        double[,] head =
        {
            { cz * cy, (cz * sy * sx) - (sz * cx), (cz * sy * cx) + (sz * sx) },
            { sz * cy, (sz * sy * sx) + (cz * cx), (sz * sy * cx) - (cz * sx) },
            { -sy, cy * sx, cy * cx },
        };
        double[,] toCamera = { { 0, -1, 0 }, { 1, 0, 0 }, { 0, 0, -1 } };
        double[,] fromFace = { { -1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } };
        double[,] m = Times(Times(toCamera, head), fromFace);
        double scale = Math.Sqrt(1 - m[0, 0] + m[1, 1] - m[2, 2]);
        double[] q = [m[0, 1] + m[1, 0], scale * scale, m[1, 2] + m[2, 1], m[2, 0] - m[0, 2]];
        for (int index = 0; index < 4; index++)
        {
            MadePackets.WriteSingle(record, 33 + (4 * index), (float)(q[index] / (2 * scale)));
        }
    }

    private static double[,] Times(double[,] a, double[,] b)
    {
        double[,] product = new double[3, 3];
        for (int row = 0; row < 3; row++)
        {
            for (int column = 0; column < 3; column++)
            {
                for (int inner = 0; inner < 3; inner++)
                {
                    product[row, column] += a[row, inner] * b[inner, column];
                }
            }
        }

        return product;
    }

    private static void AssertAngles(double x, double y, double z, EulerAngles actual)
    {
        Assert.Equal(x, actual.X, 1e-5);
        Assert.Equal(y, actual.Y, 1e-5);
        Assert.Equal(z, actual.Z, 1e-5);
    }

    private static FacePose Parsed(byte[] packet)
    {
        Assert.True(OpenSeeFacePacket.TryParse(packet, TimeSpan.Zero, out FacePose? face));
        return face;
    }
}
