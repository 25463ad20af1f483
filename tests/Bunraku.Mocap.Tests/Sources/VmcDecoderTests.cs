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

    [Theory]
    [InlineData(1, 1.0)]
    [InlineData(0.25, 0.25)]
    [InlineData(1L, 1.0)]
    [InlineData(0.5f, 0.5)]
    public void A_value_may_be_of_any_type_of_number(object value, double jawOpen) =>
        Assert.Equal(jawOpen, Complete(MadePackets.OscBundle(MadePackets.Osc("/VMC/Ext/Blend/Val", "JawOpen", value), Bone("Head", 0, 0, 0), Applied))[Blendshape.JawOpen], 1e-9);

    [Fact]
    public void Too_few_arguments_are_ignored_and_surplus_ones_do_no_harm()
    {
        FacePose face = Complete(MadePackets.OscBundle(
            MadePackets.Osc("/VMC/Ext/Blend/Val", "JawOpen"),
            MadePackets.Osc("/VMC/Ext/Blend/Val"),
            MadePackets.Osc("/VMC/Ext/Blend/Val", "TongueOut", 0.5f, 3, "more"),
            MadePackets.Osc("/VMC/Ext/Blend/Val", "CheekPuff", double.NaN),
            Applied));
        Assert.Equal((0.0, 0.5, 0.0), (face[Blendshape.JawOpen], face[Blendshape.TongueOut], face[Blendshape.CheekPuff]));
    }

    [Theory]
    [InlineData("192.0.2.2", 0.1)]
    [InlineData("192.0.2.1", 2)]
    public void A_new_sender_or_a_silence_forgets_what_was_gathered(string sender, double silence)
    {
        var clock = new ManualClock();
        var source = new VmcSource(VmcSource.DefaultSetup, clock);
        Deliver(MadePackets.OscBundle(
            MadePackets.Osc("/VMC/Ext/OK", 1, 3, 0, 0), Bone("Neck", 0, 0.6, 0), Bone("Head", 0, 0, 0), MadePackets.Osc("/VMC/Ext/Blend/Val", "JawOpen", 0.4f), Applied), "192.0.2.1");
        Assert.False(source.Latest.Current!.IsFaceFound);

        // A second sender is listened to after a second; here its first packet comes when the first sender has just been forgotten.
        clock.Advance(TimeSpan.FromSeconds(Math.Max(silence, 1.1)));
        foreach (byte[] packet in new[] { Bone("Head", 0, 0, 0), MadePackets.Osc("/VMC/Ext/Blend/Val", "TongueOut", 0.5f), Applied })
        {
            Deliver(packet, sender);
            clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        FacePose face = source.Latest.Current!;
        Assert.True(face.IsFaceFound);
        Assert.Equal((0.0, 0.5, 0.0), (face[Blendshape.JawOpen], face[Blendshape.TongueOut], face.HeadRotation.Y));

        void Deliver(byte[] packet, string from) => source.Deliver(packet, System.Net.IPAddress.Parse(from));
    }

    [Fact]
    public void A_sender_whose_clock_begins_again_was_restarted()
    {
        Complete(MadePackets.OscBundle(MadePackets.Osc("/VMC/Ext/T", 100f), MadePackets.Osc("/VMC/Ext/Blend/Val", "JawOpen", 0.4f), Applied));
        Assert.Equal(0.4, Complete(MadePackets.OscBundle(MadePackets.Osc("/VMC/Ext/T", 99.9f), Applied))[Blendshape.JawOpen], 1e-6);
        Assert.Equal(0, Complete(MadePackets.OscBundle(MadePackets.Osc("/VMC/Ext/T", 0.1f), Applied))[Blendshape.JawOpen]);
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
