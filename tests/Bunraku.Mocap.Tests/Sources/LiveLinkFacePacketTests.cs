using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Sources.LiveLinkFace;

namespace Bunraku.Mocap.Tests.Sources;

public sealed class LiveLinkFacePacketTests
{
    /// <summary>The order of the 52, as Epic publishes it.</summary>
    private const string Order =
        "EyeBlinkLeft EyeLookDownLeft EyeLookInLeft EyeLookOutLeft EyeLookUpLeft EyeSquintLeft EyeWideLeft EyeBlinkRight EyeLookDownRight " +
        "EyeLookInRight EyeLookOutRight EyeLookUpRight EyeSquintRight EyeWideRight JawForward JawLeft JawRight JawOpen MouthClose MouthFunnel " +
        "MouthPucker MouthLeft MouthRight MouthSmileLeft MouthSmileRight MouthFrownLeft MouthFrownRight MouthDimpleLeft MouthDimpleRight " +
        "MouthStretchLeft MouthStretchRight MouthRollLower MouthRollUpper MouthShrugLower MouthShrugUpper MouthPressLeft MouthPressRight " +
        "MouthLowerDownLeft MouthLowerDownRight MouthUpperUpLeft MouthUpperUpRight BrowDownLeft BrowDownRight BrowInnerUp BrowOuterUpLeft " +
        "BrowOuterUpRight CheekPuff CheekSquintLeft CheekSquintRight NoseSneerLeft NoseSneerRight TongueOut";

    [Fact]
    public void The_52_weights_stand_in_the_published_order()
    {
        FacePose face = Parsed(MadePackets.LiveLinkFace());
        string[] names = Order.Split(' ');
        Assert.Equal(52, names.Length);
        for (int index = 0; index < names.Length; index++)
        {
            Assert.Equal(index / 100.0, face[Enum.Parse<Blendshape>(names[index])], 1e-6);
        }
    }

    [Fact]
    public void Yaw_pitch_and_roll_become_our_angles()
    {
        FacePose face = Parsed(MadePackets.LiveLinkFace(change: values =>
        {
            (values[52], values[53], values[54]) = (0.1f, 0.2f, 0.3f);
            (values[55], values[56]) = (0.4f, 0.5f);
        }));
        Assert.Equal(0.1, face.HeadRotation.Y, 1e-6);
        Assert.Equal(-0.2, face.HeadRotation.X, 1e-6);
        Assert.Equal(0.3, face.HeadRotation.Z, 1e-6);
        Assert.Equal(0.4, face.LeftEyeRotation.Y, 1e-6);
    }

    [Fact]
    public void A_packet_that_ends_behind_the_frame_time_is_a_lost_face()
    {
        Assert.False(Parsed(MadePackets.LiveLinkFace(hasFace: false)).IsFaceFound);
        Assert.False(Parsed([.. MadePackets.LiveLinkFace(hasFace: false), 0]).IsFaceFound);
    }

    [Fact]
    public void A_packet_cut_anywhere_else_is_refused()
    {
        byte[] whole = MadePackets.LiveLinkFace();
        int lost = MadePackets.LiveLinkFace(hasFace: false).Length;
        for (int length = 0; length < whole.Length; length++)
        {
            Assert.Equal(length == lost, LiveLinkFacePacket.TryParse(whole.AsSpan(0, length), TimeSpan.Zero, out _));
        }

        Assert.False(LiveLinkFacePacket.TryParse([.. whole, 0], TimeSpan.Zero, out _));
    }

    [Fact]
    public void Other_versions_and_numbers_that_are_not_finite_are_refused()
    {
        byte[] packet = MadePackets.LiveLinkFace();
        packet[0] = 5;
        Assert.False(LiveLinkFacePacket.TryParse(packet, TimeSpan.Zero, out _));
        Assert.False(LiveLinkFacePacket.TryParse(MadePackets.LiveLinkFace(change: values => values[60] = float.PositiveInfinity), TimeSpan.Zero, out _));
    }

    private static FacePose Parsed(byte[] packet)
    {
        Assert.True(LiveLinkFacePacket.TryParse(packet, TimeSpan.Zero, out FacePose? face));
        return face;
    }
}
