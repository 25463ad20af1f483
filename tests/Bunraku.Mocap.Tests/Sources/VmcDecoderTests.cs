using Bunraku.Mocap.Conversion;
using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Sources.Vmc;

namespace Bunraku.Mocap.Tests.Sources;

public sealed class VmcDecoderTests
{
    private readonly VmcDecoder _decoder = new();

    [Fact]
    public void A_bundle_gives_weights_and_head_when_it_is_applied()
    {
        FacePose face = Complete(MadePackets.Vmc(jawOpen: 0.31f, turnDegrees: 20));
        Assert.Equal(0.31, face[Blendshape.JawOpen], 1e-6);
        Assert.Equal(double.DegreesToRadians(-20), face.HeadRotation.Y, 1e-6);
        Assert.Equal(0, face.HeadRotation.X, 1e-6);
        Assert.True(face.IsFaceFound);
    }

    [Fact]
    public void The_signs_are_those_of_a_person_and_not_of_unity()
    {
        Assert.Equal(0.2, HeadOf(0.2, 0, 0).X, 1e-6);
        Assert.Equal(-0.2, HeadOf(0, 0.2, 0).Y, 1e-6);
        Assert.Equal(-0.2, HeadOf(0, 0, 0.2).Z, 1e-6);

        EulerAngles HeadOf(double x, double y, double z) => Complete(MadePackets.OscBundle(Bone("Head", x, y, z), Applied)).HeadRotation;
    }

    [Fact]
    public void The_turn_of_the_head_is_that_of_neck_and_spine_together()
    {
        FacePose face = Complete(MadePackets.OscBundle(Bone("Chest", 0, 0.1, 0), Bone("Neck", 0, 0.1, 0), Bone("head", 0, 0.1, 0), Applied));
        Assert.Equal(-0.3, face.HeadRotation.Y, 1e-6);
    }

    [Fact]
    public void Messages_may_come_in_datagrams_of_their_own()
    {
        Assert.Null(Understood(Value("jawOpen", 0.5f)));
        Assert.Null(Understood(MadePackets.Osc("/VMC/Ext/T", 1f)));
        Assert.Equal(0.5, Complete(Applied)[Blendshape.JawOpen], 1e-6);
    }

    [Fact]
    public void A_sender_that_applies_nothing_is_followed_by_its_head()
    {
        Assert.NotNull(Understood(Bone("Head", 0, 0.2, 0)));
        Complete(Applied);
        Assert.Null(Understood(Bone("Head", 0, 0.2, 0)));
    }

    [Theory]
    [InlineData("Blink_L", Blendshape.EyeBlinkLeft)]
    [InlineData("blinkRight", Blendshape.EyeBlinkRight)]
    [InlineData("BLINK", Blendshape.EyeBlinkRight)]
    [InlineData("Joy", Blendshape.MouthSmileLeft)]
    [InlineData("happy", Blendshape.MouthSmileRight)]
    [InlineData("Angry", Blendshape.BrowDownLeft)]
    [InlineData("sad", Blendshape.MouthFrownRight)]
    [InlineData("LookLeft", Blendshape.EyeLookOutLeft)]
    [InlineData("LookDown", Blendshape.EyeLookDownRight)]
    public void An_expression_of_an_avatar_moves_the_blendshape_of_the_same_face(string name, Blendshape blendshape) =>
        Assert.Equal(0.8, Complete(MadePackets.OscBundle(Value(name, 0.8f), Applied))[blendshape], 1e-6);

    [Theory]
    [InlineData("A", 1, 0, 0, 0)]
    [InlineData("aa", 1, 0, 0, 0)]
    [InlineData("I", 0.25, 0.75, 0, 0)]
    [InlineData("ou", 0, 0, 1, 0)]
    [InlineData("O", 0, 0, 0, 1)]
    public void A_vowel_comes_out_of_the_mouth_solver_as_itself(string vowel, double aaa, double iii, double uuu, double ooo)
    {
        FacePose face = Complete(MadePackets.OscBundle(Value(vowel, 1), Applied));
        var target = new MouthTarget(
            Math.Clamp((face[Blendshape.JawOpen] - 0.1) / 0.3, 0, 1),
            Math.Clamp(face[Blendshape.MouthLowerDownLeft] + face[Blendshape.MouthLowerDownRight], 0, 1),
            face[Blendshape.MouthFunnel],
            face[Blendshape.MouthPucker]);
        MouthVowels solved = MouthSolver.Solve(target);
        Assert.Equal(aaa, solved.Aaa, 0.05);
        Assert.Equal(iii, solved.Iii, 0.05);
        Assert.Equal(uuu, solved.Uuu, 0.05);
        Assert.Equal(ooo, solved.Ooo, 0.05);
    }

    [Fact]
    public void Eye_bones_move_the_gaze()
    {
        FacePose face = Complete(MadePackets.OscBundle(
            Bone("LeftEye", 0, double.DegreesToRadians(-15), 0), Bone("RightEye", double.DegreesToRadians(7.5), 0, 0), Applied));
        Assert.Equal(1, face[Blendshape.EyeLookOutLeft], 1e-6);
        Assert.Equal(0.5, face[Blendshape.EyeLookDownRight], 1e-6);
        Assert.Equal(0, face[Blendshape.EyeLookInLeft]);
    }

    [Fact]
    public void The_fourth_number_of_the_status_tells_a_lost_face()
    {
        Assert.False(Complete(MadePackets.OscBundle(MadePackets.Osc("/VMC/Ext/OK", 1, 3, 0, 0), Applied)).IsFaceFound);
        Assert.False(Complete(MadePackets.OscBundle(MadePackets.Osc("/VMC/Ext/OK", 1), Applied)).IsFaceFound);
        Assert.True(Complete(MadePackets.OscBundle(MadePackets.Osc("/VMC/Ext/OK", 1, 3, 0, 1), Applied)).IsFaceFound);
    }

    [Fact]
    public void Wrongly_typed_short_and_unknown_messages_change_nothing()
    {
        FacePose face = Complete(MadePackets.OscBundle(
            MadePackets.Osc("/VMC/Ext/Blend/Val", "JawOpen"),
            MadePackets.Osc("/VMC/Ext/Blend/Val", "JawOpen", 1),
            MadePackets.Osc("/VMC/Ext/Blend/Val", "JawOpen", float.NaN),
            MadePackets.Osc("/VMC/Ext/Bone/Pos", "Head", 0f, 0f, 0f, 1f),
            MadePackets.Osc("/VMC/Ext/Bone/Pos", "LeftToes", 0f, 0f, 0f, 0f, 1f, 0f, 0f),
            MadePackets.Osc("/VMC/Ext/Future", "x", 1, 2f),
            MadePackets.Osc("/other", 1),
            MadePackets.OscBundle(Value("jawOpen", 0.25f)),
            MadePackets.Osc("/VMC/Ext/Blend/Val", "tongueOut", 0.5f, 9f, "surplus"),
            Applied));
        Assert.Equal(0.25, face[Blendshape.JawOpen], 1e-6);
        Assert.Equal(0.5, face[Blendshape.TongueOut], 1e-6);
        Assert.Equal(EulerAngles.Zero, face.HeadRotation);
    }

    [Fact]
    public void What_is_no_vmc_is_refused()
    {
        Assert.False(_decoder.TryParse(MadePackets.Osc("/avatar/parameters/v2/JawOpen", 1f), TimeSpan.Zero, out _));
        Assert.False(_decoder.TryParse("jawOpen&12|"u8, TimeSpan.Zero, out _));
        Assert.False(_decoder.TryParse([], TimeSpan.Zero, out _));
        Assert.False(_decoder.TryParse(MadePackets.Vmc().AsSpan(0, 100), TimeSpan.Zero, out _));
    }

    private static byte[] Applied => MadePackets.Osc("/VMC/Ext/Blend/Apply");

    private static byte[] Value(string name, float value) => MadePackets.Osc("/VMC/Ext/Blend/Val", name, value);

    private static byte[] Bone(string name, double x, double y, double z)
    {
        var q = System.Numerics.Quaternion.CreateFromYawPitchRoll((float)y, (float)x, (float)z);
        return MadePackets.Osc("/VMC/Ext/Bone/Pos", name, 0f, 0f, 0f, q.X, q.Y, q.Z, q.W);
    }

    private FacePose? Understood(byte[] datagram)
    {
        Assert.True(_decoder.TryParse(datagram, TimeSpan.FromSeconds(3), out FacePose? face));
        return face;
    }

    private FacePose Complete(byte[] datagram)
    {
        FacePose? face = Understood(datagram);
        Assert.NotNull(face);
        return face;
    }
}
