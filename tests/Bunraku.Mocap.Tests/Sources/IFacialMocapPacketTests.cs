using System.Globalization;
using System.Numerics;
using System.Text;
using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Sources;
using Bunraku.Mocap.Sources.IFacialMocap;

namespace Bunraku.Mocap.Tests.Sources;

public sealed class IFacialMocapPacketTests
{
    [Fact]
    public void The_published_example_is_read_in_both_versions()
    {
        const string Version2 =
            "eyeBlink_L&12|eyeBlink_R&9|jawOpen&31|mouthSmile_L&40|browInnerUp&22|hapticLevel&7|=head#-6.5,3.25,1.75,0.012,-0.034,-0.41|rightEye#2.5,-1.25,0|leftEye#2.5,-0.75,0|";
        foreach (string text in new[] { Version2, Version2.Replace('&', '-') })
        {
            FacePose face = Parsed(text);
            Assert.Equal(0.12, face[Blendshape.EyeBlinkLeft], 1e-12);
            Assert.Equal(0.31, face[Blendshape.JawOpen], 1e-12);
            Assert.Equal(-0.11344640137963143, face.HeadRotation.X, 1e-12);
            Assert.Equal(-0.01308996938995747, face.LeftEyeRotation.Y, 1e-12);
            Assert.Equal(new Vector3(0.012f, -0.034f, -0.41f), face.HeadPosition);
        }
    }

    [Theory]
    [InlineData("tongueOut&7|")]
    [InlineData("=head#-6.5,3.25,1.75,0.012,-0.034,-0.41|")]
    [InlineData("rightEye#2.5,-1.25,0|")]
    [InlineData("leftEye#2.5,-0.75,0|")]
    public void What_an_app_leaves_out_is_zero_and_the_rest_is_read(string left)
    {
        string text = Encoding.UTF8.GetString(MadePackets.Text());
        Assert.Contains(left, text, StringComparison.Ordinal);
        FacePose face = Parsed(text.Replace(left, "", StringComparison.Ordinal));
        Assert.Equal(0.31, face[Blendshape.JawOpen], 1e-12);
    }

    [Fact]
    public void Frames_of_a_stream_are_found_wherever_it_is_cut()
    {
        byte[] first = MadePackets.Text(jawOpen: 10);
        byte[] stream = [.. first, .. IFacialMocapPacket.Terminator, .. MadePackets.Text(jawOpen: 20), .. IFacialMocapPacket.Terminator];
        for (int cut = 0; cut <= stream.Length; cut++)
        {
            List<double> jaws = [];
            int start = 0;
            foreach (int arrived in new[] { cut, stream.Length })
            {
                while (PhoneStream.TryCut(stream.AsSpan(start..arrived), out int length, out int consumed) && consumed > 0)
                {
                    Assert.True(IFacialMocapPacket.TryParse(stream.AsSpan(start, length), TimeSpan.Zero, out FacePose? face));
                    jaws.Add(face[Blendshape.JawOpen]);
                    start += consumed;
                }
            }

            Assert.Equal([0.1, 0.2], jaws);
        }
    }

    [Theory]
    [InlineData("jawOpen&50|jawOpen&20|", 0.2)]
    [InlineData(" \r\n jawOpen& 20 \t| |", 0.2)]
    [InlineData("jawOpen&+2e1|", 0.2)]
    [InlineData("jawOpen&.5|", 0.005)]
    [InlineData("jawOpen&-130|", -1.3)]
    [InlineData("jawOpen--13|", -0.13)]
    [InlineData("jawOpen-20|___iFacialMocap", 0.2)]
    [InlineData("jawOpen&20|=head&1,2|", 0.2)]
    [InlineData("jawOpen&20|unknown&nan|other|", 0.2)]
    [InlineData("jawOpen&20|FM_browUpRight&60|", 0.2)]
    [InlineData("jawOpen&1.7e308|", 1000)]
    [InlineData("jawOpen&-1e30|", -1000)]
    [InlineData("jawOpen&50|mouthLeft&10|___iFacialMocapjawOpen&20|___iFacialMocap", 0.2)]
    [InlineData("mouthLeft&10|___iFacialMocapjawOpen&20|", 0.2)]
    public void A_value_is_read(string text, double jawOpen) => Assert.Equal(jawOpen, Parsed(text)[Blendshape.JawOpen], 1e-12);

    [Theory]
    [InlineData("jawOpen&1,5|")]
    [InlineData("jawOpen&0x10|")]
    [InlineData("jawOpen&1_0|")]
    [InlineData("jawOpen&nan|")]
    [InlineData("jawOpen&Infinity|")]
    [InlineData("jawOpen&1e999|")]
    [InlineData("jawOpen&|")]
    [InlineData("jawOpen&1&2|")]
    [InlineData("jawOpen&\u0663|")]
    [InlineData("jawOpen&20|=head#1,2,3,4,5|")]
    [InlineData("jawOpen&20|=head#1,2,x,4,5,6|")]
    [InlineData("jawOpen&20|leftEye#1,2|")]
    [InlineData("jawOpen&20|=head#-6,5,3,25,1,75,0,012,-0,034,-0,41|")]
    [InlineData("jawOpen&20|rightEye#1,2,inf|")]
    [InlineData("JawOpen&20|")]
    [InlineData("|||")]
    [InlineData("")]
    public void A_malformed_packet_is_refused_as_a_whole(string text)
    {
        Assert.False(IFacialMocapPacket.TryParse(Encoding.UTF8.GetBytes(text), TimeSpan.Zero, out FacePose? face));
        Assert.Null(face);
    }

    [Fact]
    public void Head_positions_that_are_no_numbers_do_no_harm()
    {
        FacePose face = Parsed("=head#1,2,3,x,y,z|");
        Assert.Equal(EulerAngles.FromDegrees(1, 2, 3), face.HeadRotation);
        Assert.Null(face.HeadPosition);
    }

    [Fact]
    public void An_eye_may_have_more_components_than_are_used() =>
        Assert.Equal(EulerAngles.FromDegrees(1, 2, 3), Parsed("leftEye#1,2,3,4,5|").LeftEyeRotation);

    [Fact]
    public void All_52_names_are_known_in_their_short_form()
    {
        Assert.True(IFacialMocapPacket.TryParse(MadePackets.Text(jawOpen: 7), TimeSpan.Zero, out FacePose? face));
        Assert.All(face.Weights.ToArray(), weight => Assert.Equal(0.07, weight, 1e-12));
    }

    [Fact]
    public void A_number_is_read_the_same_in_a_culture_with_decimal_commas()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            culture.NumberFormat.NumberDecimalSeparator = ",";
            culture.NumberFormat.NegativeSign = "~";
            CultureInfo.CurrentCulture = culture;
            Assert.Equal(-0.125, Parsed("jawOpen&-12.5|")[Blendshape.JawOpen], 1e-12);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static FacePose Parsed(string text)
    {
        Assert.True(IFacialMocapPacket.TryParse(Encoding.UTF8.GetBytes(text), TimeSpan.Zero, out FacePose? face), text);
        return face;
    }
}
