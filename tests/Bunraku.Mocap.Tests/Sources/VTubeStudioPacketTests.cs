using System.Numerics;
using System.Text;
using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Sources.VTubeStudio;

namespace Bunraku.Mocap.Tests.Sources;

public sealed class VTubeStudioPacketTests
{
    [Fact]
    public void A_whole_frame_is_read_and_unknown_members_are_passed_over()
    {
        FacePose face = Parsed(MadePackets.VTubeStudio(jawOpen: 0.31, turn: 12.5));
        Assert.Equal(0.31, face[Blendshape.JawOpen], 1e-12);
        Assert.Equal(51, face.Weights.ToArray().Count(weight => Math.Abs(weight - 0.07) < 1e-12));
        Assert.Equal(double.DegreesToRadians(-6.5), face.HeadRotation.X, 1e-6);
        Assert.Equal(double.DegreesToRadians(12.5), face.HeadRotation.Y, 1e-6);
        Assert.Equal(double.DegreesToRadians(1.75), face.HeadRotation.Z, 1e-6);
        Assert.Equal(double.DegreesToRadians(4), face.RightEyeRotation.X, 1e-6);
        Assert.Equal(new Vector3(0.1f, -0.2f, 3.5f), face.HeadPosition);
    }

    [Fact]
    public void A_frame_without_a_face_is_a_lost_face()
    {
        Assert.False(Parsed(MadePackets.VTubeStudio(faceFound: false)).IsFaceFound);
        Assert.False(Parsed("""{"FaceFound":false}"""u8).IsFaceFound);
    }

    [Theory]
    [InlineData("""{"BlendShapes":[{"k":"JawOpen","v":0.5}]}""", 0.5)]
    [InlineData("""{"BlendShapes":[{"v":-2e-1,"k":"jawopen"}],"FaceFound":true}""", -0.2)]
    [InlineData("""{"BlendShapes":[{"k":"JawOpen","v":0.5},{"k":"New","v":1},{"k":"TongueOut","v":0,"more":[]}]}""", 0.5)]
    [InlineData(""" { "BlendShapes" : [ ] , "x" : { } } """, 0)]
    public void Weights_are_read_by_name(string json, double jawOpen) =>
        Assert.Equal(jawOpen, Parsed(Encoding.UTF8.GetBytes(json))[Blendshape.JawOpen], 1e-12);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"FaceFound":true}""")]
    [InlineData("""{"FaceFound":1,"BlendShapes":[]}""")]
    [InlineData("""{"BlendShapes":[{"k":"JawOpen"}]}""")]
    [InlineData("""{"BlendShapes":[{"v":1}]}""")]
    [InlineData("""{"BlendShapes":[{"k":"JawOpen","v":"1"}]}""")]
    [InlineData("""{"BlendShapes":[{"k":"JawOpen","v":NaN}]}""")]
    [InlineData("""{"BlendShapes":[{"k":"JawOpen","v":1e999}]}""")]
    [InlineData("""{"BlendShapes":[],"Rotation":{"x":1e60}}""")]
    [InlineData("""{"BlendShapes":[],"Rotation":[1,2,3]}""")]
    [InlineData("""{"BlendShapes":[]} x""")]
    [InlineData("""{"BlendShapes":[]""")]
    [InlineData("""{"BlendShapes":[],}""")]
    public void What_is_not_a_frame_is_refused(string json) =>
        Assert.False(VTubeStudioPacket.TryParse(Encoding.UTF8.GetBytes(json), TimeSpan.Zero, out _));

    [Fact]
    public void Deep_nesting_is_refused_without_a_deep_stack() =>
        Assert.False(VTubeStudioPacket.TryParse(Encoding.ASCII.GetBytes("{\"x\":" + new string('[', 60_000)), TimeSpan.Zero, out _));

    private static FacePose Parsed(ReadOnlySpan<byte> packet)
    {
        Assert.True(VTubeStudioPacket.TryParse(packet, TimeSpan.Zero, out FacePose? face));
        return face;
    }
}
