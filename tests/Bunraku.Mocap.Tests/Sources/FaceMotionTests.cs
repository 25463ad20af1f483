using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Sources;
using Bunraku.Mocap.Sources.FaceMotion;

namespace Bunraku.Mocap.Tests.Sources;

/// <summary>The conversation of Face Motion v3 over datagrams, without sockets: what goes in, what comes out, and when.</summary>
public sealed class FaceMotionTests
{
    private static readonly string[] Names = ["eyeBlinkLeft", "jawOpen", "mouthSmile_R", "独自の笑顔"];

    private readonly FaceMotionPhone _phone = new(0xABCDEF, Names);
    private readonly FaceMotionSession _session = new(asks: true, keepsAsking: true, overTcp: false);
    private readonly byte[] _buffer = new byte[IFaceProtocol.LongestRequest];
    private TimeSpan _now = TimeSpan.FromSeconds(100);
    private ulong _nonce;

    [Fact]
    public void A_hello_asks_for_60_frames_and_1200_bytes_of_revision_4()
    {
        byte[] hello = Assert.Single(Requests());
        Assert.Equal(48, hello.Length);
        Assert.Equal("464D563301002800", Convert.ToHexString(hello.AsSpan(0, 8)));
        Assert.NotEqual(0UL, FaceMotionPhone.SessionOf(hello));
        Assert.Equal("3C00B00404000000", Convert.ToHexString(hello.AsSpan(40)));
        Assert.Equal(8, BitConverter.ToInt32(hello, 28));
        Assert.Equal(1, BitConverter.ToInt16(hello, 34));
    }

    [Fact]
    public void Five_hellos_go_out_a_second_apart_with_one_nonce_and_then_a_pause_of_ten_seconds()
    {
        var sent = new List<(TimeSpan Time, ulong Nonce)>();
        for (TimeSpan end = _now + TimeSpan.FromSeconds(16); _now < end; _now += TimeSpan.FromSeconds(0.25))
        {
            sent.AddRange(Requests().Select(hello => (_now - TimeSpan.FromSeconds(100), FaceMotionPhone.SessionOf(hello))));
        }

        Assert.Equal([0, 1, 2, 3, 4, 15], sent.Select(hello => hello.Time.TotalSeconds));
        Assert.Single(sent[..5].Select(hello => hello.Nonce).Distinct());
        Assert.NotEqual(sent[0].Nonce, sent[5].Nonce);
    }

    [Fact]
    public void To_the_letter_the_sixth_hello_never_comes()
    {
        var session = new FaceMotionSession(asks: true, keepsAsking: false, overTcp: false);
        int hellos = 0;
        for (int step = 0; step < 400; step++)
        {
            hellos += session.NextRequest(_buffer, _now + (step * TimeSpan.FromSeconds(0.25)), isReceiving: false) > 0 ? 1 : 0;
        }

        Assert.Equal(5, hellos);
    }

    [Fact]
    public void A_schema_is_acknowledged_and_frames_follow_its_order()
    {
        Start();
        FacePose face = Accepted(_phone.FrameMessage(5, [12, 131, -25, 99]));
        Assert.Equal(0.12, face[Blendshape.EyeBlinkLeft], 1e-12);
        Assert.Equal(1.31, face[Blendshape.JawOpen], 1e-12);
        Assert.Equal(-0.25, face[Blendshape.MouthSmileRight], 1e-12);
        Assert.Equal(double.DegreesToRadians(-6.5), face.HeadRotation.X, 1e-6);
        Assert.Equal(double.DegreesToRadians(-1.25), face.RightEyeRotation.Y, 1e-6);
        Assert.Equal(double.DegreesToRadians(-0.75), face.LeftEyeRotation.Y, 1e-6);
        Assert.Equal(-0.4f, face.HeadPosition!.Value.Z);
        Assert.Equal(_now, face.Timestamp);
        Assert.True(face.IsFaceFound);
    }

    [Fact]
    public void Wide_values_are_read_too()
    {
        var phone = new FaceMotionPhone(0xABCDEF, Names, wide: true);
        Assert.Equal(PacketKind.Understood, Decode(phone.SchemaMessage(Nonce())));
        FacePose face = Accepted(phone.FrameMessage(1, [100_000, 0, 0, 0]));
        Assert.Equal(1000, face[Blendshape.EyeBlinkLeft], 1e-9);
    }

    [Fact]
    public void The_published_byte_vector_of_a_frame_is_read_as_published()
    {
        const string Vector =
            "464d5633040128000807060504030201010000000a0000007518730d3c000000000001003c00000064000000c063ffff409c00000000a03f000020c000007040" +
            "cdcccc3dcdcc4cbe9a99993e000080400000a0400000c0400000e0400000004100001041";
        var phone = new FaceMotionPhone(0x0102030405060708, ["jawOpen", "独自の笑顔", "eyeBlinkLeft"], wide: true);
        Assert.Equal(PacketKind.Understood, Decode(phone.SchemaMessage(0)));
        FacePose face = Accepted(Convert.FromHexString(Vector));
        Assert.Equal(1, face[Blendshape.JawOpen], 1e-12);
        Assert.Equal(400, face[Blendshape.EyeBlinkLeft], 1e-12);
        Assert.Equal(double.DegreesToRadians(-2.5), face.HeadRotation.Y, 1e-6);
        Assert.Equal(0.3f, face.HeadPosition!.Value.Z);
        Assert.Equal(double.DegreesToRadians(6), face.RightEyeRotation.Z, 1e-6);
        Assert.Equal(double.DegreesToRadians(7), face.LeftEyeRotation.X, 1e-6);
    }

    [Fact]
    public void A_schema_in_parts_is_put_together_in_any_order()
    {
        var phone = new FaceMotionPhone(77, [.. Names, .. Enumerable.Range(0, 200).Select(index => $"custom_{index:0000}")]);
        byte[][] parts = phone.SchemaDatagrams(Nonce());
        Assert.True(parts.Length > 3);
        foreach (byte[] part in parts.Reverse().Append(parts[0]))
        {
            Assert.Equal(PacketKind.Understood, Decode(part));
        }

        Assert.True(_session.HasSchema);
        Assert.Equal(0.4, Accepted(phone.FrameMessage(1, [40, .. new int[203]]))[Blendshape.EyeBlinkLeft], 1e-12);
    }

    [Fact]
    public void Parts_that_come_too_late_do_not_complete_a_schema()
    {
        var phone = new FaceMotionPhone(77, [.. Enumerable.Range(0, 100).Select(index => $"custom_{index:0000}")]);
        byte[][] parts = phone.SchemaDatagrams(Nonce());
        Decode(parts[0]);
        _now += TimeSpan.FromSeconds(3.5);
        foreach (byte[] part in parts[1..])
        {
            Decode(part);
        }

        Assert.False(_session.HasSchema);
    }

    [Fact]
    public void A_frame_with_the_flag_of_a_lost_face_is_a_lost_face()
    {
        Start();
        Assert.False(Accepted(_phone.FrameMessage(1, [0, 0, 0, 0], flags: 0)).IsFaceFound);
        Assert.True(Accepted(_phone.FrameMessage(2, [0, 0, 0, 0], flags: 2)).IsFaceFound);
    }

    [Fact]
    public void Old_and_repeated_frames_are_passed_over_and_missing_ones_counted()
    {
        Start();
        Accepted(_phone.FrameMessage(uint.MaxValue, [1, 0, 0, 0]));
        Accepted(_phone.FrameMessage(3, [2, 0, 0, 0]));
        Assert.Equal(PacketKind.Understood, Decode(_phone.FrameMessage(3, [3, 0, 0, 0])));
        Assert.Equal(PacketKind.Understood, Decode(_phone.FrameMessage(2, [3, 0, 0, 0])));
        Assert.Equal(PacketKind.Understood, Decode(_phone.FrameMessage(3 + 0x80000000, [3, 0, 0, 0])));
        Assert.Equal(3, _session.Lost);
    }

    [Fact]
    public void A_frame_of_another_session_or_an_unknown_schema_is_not_interpreted()
    {
        Start();
        Assert.Equal(PacketKind.Understood, Decode(new FaceMotionPhone(99, Names).FrameMessage(1, [0, 0, 0, 0])));
        _phone.SchemaId = 2;
        Assert.Equal(PacketKind.Understood, Decode(_phone.FrameMessage(1, [0, 0, 0, 0])));
        Assert.Contains(Requests(), request => FaceMotionPhone.TypeOf(request) == FaceMotionPhone.GetSchema);
    }

    [Fact]
    public void A_new_schema_within_the_session_changes_the_order()
    {
        Start();
        Accepted(_phone.FrameMessage(1, [50, 0, 0, 0]));
        var changed = new FaceMotionPhone(_phone.SessionId, ["jawOpen"]) { SchemaId = 2 };
        Assert.Equal(PacketKind.Understood, Decode(changed.SchemaMessage(Nonce())));
        byte[] ack = Assert.Single(Requests(), request => FaceMotionPhone.TypeOf(request) == FaceMotionPhone.Ack);
        Assert.Equal(2u, FaceMotionPhone.SchemaOf(ack));
        Assert.Equal(0.25, Accepted(changed.FrameMessage(2, [25]))[Blendshape.JawOpen], 1e-12);
        Assert.Equal(PacketKind.Understood, Decode(_phone.FrameMessage(3, [50, 0, 0, 0])));
    }

    [Fact]
    public void A_repeated_schema_is_acknowledged_again_once_a_second()
    {
        Start();
        int acks = 0;
        for (int step = 0; step < 8; step++, _now += TimeSpan.FromSeconds(0.25))
        {
            Decode(_phone.SchemaMessage(_nonce));
            acks += Requests().Count(request => FaceMotionPhone.TypeOf(request) == FaceMotionPhone.Ack);
        }

        Assert.InRange(acks, 1, 2);
    }

    [Fact]
    public void The_session_is_kept_alive_by_a_ping_every_three_seconds()
    {
        Start();
        var pings = new List<uint>();
        for (uint frame = 1; frame < 120; frame++, _now += TimeSpan.FromSeconds(0.1))
        {
            Accepted(_phone.FrameMessage(frame, [0, 0, 0, 0]));
            pings.AddRange(Requests().Where(request => FaceMotionPhone.TypeOf(request) == FaceMotionPhone.Ping).Select(FaceMotionPhone.SequenceOf));
        }

        Assert.Equal([1u, 2u, 3u], pings);
    }

    [Fact]
    public void Three_recoveries_follow_a_silence_and_then_it_waits_and_takes_a_frame_up_again()
    {
        Start();
        Accepted(_phone.FrameMessage(1, [0, 0, 0, 0]));
        var types = new List<byte>();
        for (int step = 0; step < 48; step++, _now += TimeSpan.FromSeconds(0.25))
        {
            types.AddRange(Requests().Select(FaceMotionPhone.TypeOf));
            Decode(FaceMotionPhone.Message(FaceMotionPhone.Pong, _phone.SessionId, []));
        }

        Assert.Equal(3, types.Count(type => type == FaceMotionPhone.GetSchema));
        Assert.Equal(3, types.Count(type => type == FaceMotionPhone.Ack));
        _now += TimeSpan.FromSeconds(1);
        Assert.Empty(Requests());
        Accepted(_phone.FrameMessage(2, [0, 0, 0, 0]));
        _now += TimeSpan.FromSeconds(3);
        Assert.Contains(Requests(), request => FaceMotionPhone.TypeOf(request) == FaceMotionPhone.Ping);
    }

    [Fact]
    public void A_phone_that_starts_anew_after_a_silence_gets_its_session_and_the_old_one_is_gone()
    {
        Start();
        Accepted(_phone.FrameMessage(900, [0, 0, 0, 0]));
        for (int step = 0; step < 100; step++, _now += TimeSpan.FromSeconds(0.25))
        {
            Requests();
        }

        var again = new FaceMotionPhone(0x1234, Names);
        Assert.Equal(PacketKind.Understood, Decode(again.SchemaMessage(0)));
        Accepted(again.FrameMessage(1, [0, 0, 0, 0]));
        Assert.Equal(PacketKind.Understood, Decode(_phone.SchemaMessage(0)));
        Assert.Equal(PacketKind.Understood, Decode(_phone.FrameMessage(901, [0, 0, 0, 0])));
    }

    [Fact]
    public void Another_phone_does_not_take_a_running_session_over()
    {
        Start();
        Accepted(_phone.FrameMessage(1, [0, 0, 0, 0]));
        var other = new FaceMotionPhone(0x1234, Names);
        Decode(other.SchemaMessage(0));
        Assert.Equal(PacketKind.Understood, Decode(other.FrameMessage(1, [0, 0, 0, 0])));
        Accepted(_phone.FrameMessage(2, [0, 0, 0, 0]));
    }

    [Fact]
    public void A_refusal_is_told_in_the_phones_words()
    {
        ulong nonce = Nonce();
        Decode(FaceMotionPhone.Message(FaceMotionPhone.Error, nonce + 1, "OTHER"u8.ToArray()));
        Assert.Null(_session.Problem);
        Decode(FaceMotionPhone.Message(FaceMotionPhone.Error, nonce, "BUSY"u8.ToArray()));
        Assert.Contains("BUSY", _session.Problem?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_a_session_is_ended_by_a_stop()
    {
        Assert.Equal(0, _session.Farewell(_buffer));
        Start();
        Assert.Equal(40, _session.Farewell(_buffer));
        Assert.Equal(FaceMotionPhone.Stop, FaceMotionPhone.TypeOf(_buffer));
        Assert.Equal(_phone.SessionId, FaceMotionPhone.SessionOf(_buffer));
    }

    [Theory]
    [InlineData("a wrong nonce")]
    [InlineData("61 frames a second")]
    [InlineData("a short lease")]
    [InlineData("revision 5")]
    [InlineData("a missing member")]
    [InlineData("a member twice")]
    [InlineData("an unknown member")]
    [InlineData("a name twice")]
    [InlineData("an empty name")]
    [InlineData("another unit")]
    [InlineData("text behind it")]
    [InlineData("a profile of the other app")]
    public void A_schema_that_breaks_a_rule_is_refused(string fault)
    {
        ulong nonce = Nonce();
        string json = _phone.SchemaJson();
        byte[] payload = fault switch
        {
            "a wrong nonce" => FaceMotionPhone.SchemaPayload(nonce + 1, json),
            "61 frames a second" => FaceMotionPhone.SchemaPayload(nonce, json, fps: 61),
            "a short lease" => FaceMotionPhone.SchemaPayload(nonce, json, lease: 4999),
            "revision 5" => FaceMotionPhone.SchemaPayload(nonce, json, revision: 5),
            _ => FaceMotionPhone.SchemaPayload(nonce, Spoilt(json, fault)),
        };
        Assert.Equal(PacketKind.Malformed, Decode(_phone.SplitSchema(payload)[0]));
        Assert.False(_session.HasSchema);
    }

    [Fact]
    public void A_message_with_a_bad_header_or_length_is_malformed()
    {
        Start();
        byte[] good = _phone.FrameMessage(1, [0, 0, 0, 0]);
        Assert.Equal(PacketKind.Malformed, Decode(good[..^1]));
        Assert.Equal(PacketKind.Malformed, Decode([.. good, 0]));
        Assert.Equal(PacketKind.Malformed, Decode(Changed(good, 4, 2)));
        Assert.Equal(PacketKind.Malformed, Decode(Changed(good, 5, 4)));
        Assert.Equal(PacketKind.Malformed, Decode(Changed(good, 6, 41)));
        Assert.Equal(PacketKind.Malformed, Decode(_phone.FrameMessage(1, [0, 0, 0])));
        Assert.Equal(PacketKind.Malformed, Decode(_phone.FrameMessage(1, [0, 0, 0, 0], [float.NaN, .. new float[11]])));
        Accepted(good);
    }

    private static string Spoilt(string json, string fault) => fault switch
    {
        "a missing member" => json.Replace(",\"position_unit\":\"meter\"", "", StringComparison.Ordinal),
        "a member twice" => json.Replace("\"schema_version\":1", "\"schema_version\":1,\"schema_version\":1", StringComparison.Ordinal),
        "an unknown member" => json.Replace("\"schema_version\":1", "\"schema_version\":1,\"more\":1", StringComparison.Ordinal),
        "a name twice" => json.Replace("mouthSmile_R", "jawOpen", StringComparison.Ordinal),
        "an empty name" => json.Replace("mouthSmile_R", "", StringComparison.Ordinal),
        "another unit" => json.Replace("percent", "promille", StringComparison.Ordinal),
        "text behind it" => json + "x",
        _ => json.Replace("ifacialmocap-stream", "facemotion3d-other", StringComparison.Ordinal),
    };

    private static byte[] Changed(byte[] message, int offset, byte value)
    {
        byte[] changed = [.. message];
        changed[offset] = value;
        return changed;
    }

    private void Start()
    {
        Assert.Equal(PacketKind.Understood, Decode(_phone.SchemaMessage(Nonce())));
        byte[] ack = Assert.Single(Requests());
        Assert.Equal(FaceMotionPhone.Ack, FaceMotionPhone.TypeOf(ack));
        Assert.Equal(40, ack.Length);
        Assert.Equal(_phone.SessionId, FaceMotionPhone.SessionOf(ack));
        Assert.Equal(1u, FaceMotionPhone.SchemaOf(ack));
    }

    private ulong Nonce()
    {
        foreach (byte[] request in Requests().Where(request => FaceMotionPhone.TypeOf(request) == FaceMotionPhone.Hello))
        {
            _nonce = FaceMotionPhone.SessionOf(request);
        }

        return _nonce;
    }

    private PacketKind Decode(byte[] packet) => _session.Decode(packet, _now, out _);

    private FacePose Accepted(byte[] packet)
    {
        Assert.Equal(PacketKind.Face, _session.Decode(packet, _now, out FacePose? face));
        return face!;
    }

    private List<byte[]> Requests()
    {
        var requests = new List<byte[]>();
        int length;
        while ((length = _session.NextRequest(_buffer, _now, isReceiving: false)) > 0)
        {
            requests.Add(_buffer[..length]);
        }

        return requests;
    }
}
