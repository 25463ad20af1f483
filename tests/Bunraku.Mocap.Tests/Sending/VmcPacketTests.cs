using System.Text;
using Bunraku.Core.Poses;
using Bunraku.Mocap.Conversion;
using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Sending;
using Bunraku.Mocap.Settings;
using Bunraku.Mocap.Sources.Vmc;

namespace Bunraku.Mocap.Tests.Sending;

public sealed class VmcPacketTests
{
    /// <summary>Written by hand from the definition of OSC 1.0 and the protocol's list of messages.</summary>
    [Fact]
    public void Packet_of_the_pose_of_rest_is_this_byte_for_byte()
    {
        var expected = new List<byte>();
        void Add(string text, params byte[] bytes) => expected.AddRange([.. Encoding.ASCII.GetBytes(text), .. bytes]);
        Add("#bundle\0", 0, 0, 0, 0, 0, 0, 0, 1);
        Add("", 0, 0, 0, 20);
        Add("/VMC/Ext/OK\0,i\0\0", 0, 0, 0, 1);
        Add("", 0, 0, 0, 20);
        Add("/VMC/Ext/T\0\0,f\0\0", 0x3F, 0xC0, 0, 0); // 1.5
        foreach ((string bone, byte length) in new[] { ("Head\0\0\0\0", (byte)68), ("LeftEye\0", (byte)68), ("RightEye\0\0\0\0", (byte)72) })
        {
            Add("", 0, 0, 0, length);
            Add("/VMC/Ext/Bone/Pos\0\0\0,sfffffff\0\0\0" + bone);
            Add("", new byte[12]);
            Add("", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x3F, 0x80, 0, 0); // No turn: 0, 0, 0, 1
        }

        foreach (string name in new[] { "A", "I", "U", "E", "O", "Blink_L", "Blink_R", "Fun", "Angry", "Sorrow", "Surprised", "LookUp", "LookDown", "LookLeft", "LookRight" })
        {
            string padded = name + new string('\0', 4 - (name.Length % 4));
            Add("", 0, 0, 0, (byte)(28 + padded.Length));
            Add("/VMC/Ext/Blend/Val\0\0,sf\0" + padded, 0, 0, 0, 0);
        }

        Add("", 0, 0, 0, 28);
        Add("/VMC/Ext/Blend/Apply\0\0\0\0,\0\0\0");

        byte[] packet = VmcPacket.Write(Pose.Rest, 1.5f);
        Assert.Equal(expected, packet);
        Assert.InRange(packet.Length, 1, 1500);
    }

    [Theory]
    [InlineData("head_x", 0.6f)]
    [InlineData("head_x", -0.6f)]
    [InlineData("head_y", 0.6f)]
    [InlineData("head_y", -0.6f)]
    [InlineData("neck_z", 0.6f)]
    [InlineData("neck_z", -0.6f)]
    [InlineData("mouth_aaa", 1f)]
    [InlineData("mouth_uuu", 1f)]
    [InlineData("mouth_ooo", 1f)]
    [InlineData("eye_wink_left", 1f)]
    [InlineData("eye_wink_right", 1f)]
    public void What_is_sent_comes_back_through_our_own_receiver(string name, float value)
    {
        Pose back = ThereAndBack(Pose.Rest.With(name, value));

        Assert.Equal(value, back[name], 0.01f);
        foreach (PoseParameter other in PoseParameters.All.Where(other => other.Name != name && other.Name is not ("breathing" or "body_y" or "body_z")))
        {
            Assert.Equal(0, back[other.Name], 0.01f);
        }
    }

    [Theory]
    [InlineData("iris_rotation_x", 1f)]
    [InlineData("iris_rotation_x", -1f)]
    [InlineData("iris_rotation_y", 1f)]
    [InlineData("iris_rotation_y", -1f)]
    public void Eyes_look_to_the_same_side_again(string name, float value) => Assert.True(ThereAndBack(Pose.Rest.With(name, value))[name] * value > 0.5);

    [Fact]
    public void All_turns_of_the_head_at_once_come_back()
    {
        Pose back = ThereAndBack(Pose.Rest.With("head_x", 0.9f).With("head_y", -0.7f).With("neck_z", 0.8f));

        Assert.Equal((0.9f, -0.7f, 0.8f), (MathF.Round(back["head_x"], 3), MathF.Round(back["head_y"], 3), MathF.Round(back["neck_z"], 3)));
    }

    private static Pose ThereAndBack(Pose pose)
    {
        Assert.True(new VmcDecoder().TryParse(VmcPacket.Write(pose, 0), TimeSpan.Zero, out FacePose? face));
        Assert.NotNull(face);
        return PoseConverter.Convert(face, PuppetSettings.Default, new BreathingCycle(0, TimeSpan.Zero), TimeSpan.Zero);
    }
}
