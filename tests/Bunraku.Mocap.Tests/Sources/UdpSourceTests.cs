using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Sources;
using Bunraku.Mocap.Sources.IFacialMocap;
using Bunraku.Mocap.Sources.LiveLinkFace;
using Bunraku.Mocap.Sources.OpenSeeFace;
using Bunraku.Mocap.Sources.Vmc;
using Bunraku.Mocap.Sources.VTubeStudio;

namespace Bunraku.Mocap.Tests.Sources;

/// <summary>Sources against a simulated phone over real sockets on the loopback interface.</summary>
public sealed class UdpSourceTests
{
    private const string Start = "iFacialMocap_sahuasouryya9218sauhuiayeta91555dy3719";

    private readonly ManualClock _clock = new();

    [Theory]
    [InlineData(PhoneApp.IFacialMocap, StreamVersion.Version1, Start)]
    [InlineData(PhoneApp.IFacialMocap, StreamVersion.Version2, Start + "|sendDataVersion=v2")]
    [InlineData(PhoneApp.Facemotion3D, StreamVersion.Version2, "FACEMOTION3D_OtherStreaming")]
    public async Task The_phone_is_asked_from_the_bound_port_and_answers_to_it(PhoneApp app, StreamVersion version, string request)
    {
        using var phone = new SimulatedPhone();
        await using RunningFaceSource running = Run(new IFacialMocapSource(SetupFor(phone, app), app, version, _clock));
        Assert.Equal(request, await phone.HearTextAsync());
        Assert.Equal(await running.PortAsync(), phone.Computer.Port);
        Assert.Equal(SourceState.Waiting, running.Statistics.State);

        phone.Say(MadePackets.Text(jawOpen: 31));
        await Eventually.HoldsAsync(() => running.Face is not null, "a face arrives");
        Assert.Equal(0.31, running.Face![Blendshape.JawOpen], 1e-12);
        Assert.Equal(SourceState.Receiving, running.Statistics.State);
        Assert.Equal(SimulatedPhone.Address, running.Statistics.LastSender);
        Assert.Null(running.Statistics.Lost);
    }

    [Fact]
    public async Task The_request_is_repeated_until_faces_come_and_again_when_they_stop()
    {
        using var phone = new SimulatedPhone();
        await using RunningFaceSource running = Run(new IFacialMocapSource(SetupFor(phone), clock: _clock));
        await _clock.AdvanceUntilAsync(() => phone.HeardCount >= 3, "three requests");
        await phone.HearAsync();
        phone.Say(MadePackets.Text());
        await Eventually.HoldsAsync(() => running.Statistics.Accepted == 1, "a face arrives");

        long sent = running.Statistics.RequestsSent;
        for (int frame = 0; frame < 30; frame++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(100));
            phone.Say(MadePackets.Text(jawOpen: frame));
            await Eventually.HoldsAsync(() => running.Statistics.Accepted == frame + 2, "the next face");
        }

        Assert.Equal(sent, running.Statistics.RequestsSent);
        await _clock.AdvanceUntilAsync(() => running.Statistics.RequestsSent > sent, "another request");
        Assert.Equal(SourceState.Stale, running.Statistics.State);
    }

    [Fact]
    public async Task A_phone_switched_off_and_on_again_is_found_by_itself()
    {
        using var phone = new SimulatedPhone();
        await using RunningFaceSource running = Run(new IFacialMocapSource(SetupFor(phone), clock: _clock));
        for (int round = 0; round < 2; round++)
        {
            phone.IsOn = true;
            await _clock.AdvanceUntilAsync(() => phone.TryHear() is not null, "a request");
            long accepted = running.Statistics.Accepted;
            phone.Say(MadePackets.Text(jawOpen: round));
            await Eventually.HoldsAsync(() => running.Statistics.Accepted > accepted, "a face");
            Assert.Equal(SourceState.Receiving, running.Statistics.State);
            Assert.True(running.Face!.IsFaceFound);

            phone.IsOn = false;
            await _clock.AdvanceUntilAsync(() => running.Face is { IsFaceFound: false }, "the face is lost");
            Assert.Equal(SourceState.Stale, running.Statistics.State);
            Assert.True(running.Statistics.IsFaceLost);
            while (phone.TryHear() is not null)
            {
                // What came before the phone went off says nothing about the next round.
            }
        }
    }

    [Fact]
    public async Task A_phone_that_repeats_its_packet_sees_no_face()
    {
        using var phone = new SimulatedPhone();
        await using RunningFaceSource running = Run(new IFacialMocapSource(SetupFor(phone), clock: _clock));
        await phone.HearAsync();
        for (int packet = 1; packet <= 1 + TextProtocol.RepetitionsOfLostFace; packet++)
        {
            Assert.True(running.Face is null or { IsFaceFound: true });
            phone.Say(MadePackets.Text());
            await Eventually.HoldsAsync(() => running.Statistics.Accepted == packet, "the packet arrives");
        }

        Assert.False(running.Face!.IsFaceFound);
        Assert.True(running.Statistics.IsFaceLost);
        Assert.Equal(SourceState.Receiving, running.Statistics.State);
        phone.Say(MadePackets.Text(jawOpen: 1));
        await Eventually.HoldsAsync(() => running.Face!.IsFaceFound, "the face is seen again");
    }

    [Fact]
    public async Task Without_the_phones_address_nothing_is_sent_and_data_is_taken()
    {
        using var phone = new SimulatedPhone();
        SourceSetup setup = IFacialMocapSource.SetupFor(null) with { Port = 0, ListenAddress = IPAddress.Loopback };
        await using RunningFaceSource running = Run(new IFacialMocapSource(setup, clock: _clock));
        phone.SayTo(await running.PortAsync(), MadePackets.Text());
        await Eventually.HoldsAsync(() => running.Face is not null, "a face arrives");
        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(0, running.Statistics.RequestsSent);
    }

    [Fact]
    public async Task Version_3_shakes_hands_over_datagrams_and_says_goodbye()
    {
        using var phone = new SimulatedPhone();
        var voice = new FaceMotionPhone(0xFACE, ["jawOpen", "eyeBlink_L"]);
        await using (RunningFaceSource running = Run(new IFacialMocapSource(SetupFor(phone), version: StreamVersion.Version3, clock: _clock)))
        {
            byte[] hello = await phone.HearAsync();
            Assert.Equal(FaceMotionPhone.Hello, FaceMotionPhone.TypeOf(hello));
            foreach (byte[] part in voice.SchemaDatagrams(FaceMotionPhone.SessionOf(hello)))
            {
                phone.Say(part);
            }

            Assert.Equal(FaceMotionPhone.Ack, FaceMotionPhone.TypeOf(await phone.HearAsync()));
            phone.Say(voice.FrameMessage(1, [40, 5]));
            phone.Say(voice.FrameMessage(4, [50, 5]));
            await Eventually.HoldsAsync(() => running.Statistics.Accepted == 2, "two frames arrive");
            Assert.Equal(0.5, running.Face![Blendshape.JawOpen], 1e-12);
            Assert.Equal(2, running.Statistics.Lost);
        }

        Assert.Equal(FaceMotionPhone.Stop, FaceMotionPhone.TypeOf(await phone.HearAsync()));
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task Version_3_finds_a_phone_that_was_switched_off_and_on()
    {
        using var phone = new SimulatedPhone();
        await using RunningFaceSource running = Run(new IFacialMocapSource(SetupFor(phone), version: StreamVersion.Version3, clock: _clock));
        for (uint round = 1; round <= 2; round++)
        {
            phone.IsOn = true;
            byte[]? hello = null;
            await _clock.AdvanceUntilAsync(
                () => phone.TryHear() is { } heard && FaceMotionPhone.TypeOf(heard) == FaceMotionPhone.Hello && (hello = heard) is not null, "a hello");
            var voice = new FaceMotionPhone(0xFACE + round, ["jawOpen"]);
            phone.Say(voice.SchemaMessage(FaceMotionPhone.SessionOf(hello!)));
            phone.Say(voice.FrameMessage(1, [(int)round]));
            await Eventually.HoldsAsync(() => running.Statistics.Accepted == round, "a frame of the new session");
            phone.IsOn = false;
            await _clock.AdvanceUntilAsync(() => running.Statistics.State == SourceState.Stale, "silence");
        }
    }

    [Fact]
    public async Task Binary_frames_are_understood_by_a_source_that_asked_for_text()
    {
        using var phone = new SimulatedPhone();
        var voice = new FaceMotionPhone(0xFACE, ["jawOpen"]);
        await using RunningFaceSource running = Run(new IFacialMocapSource(SetupFor(phone), clock: _clock));
        await phone.HearAsync();
        phone.Say(voice.SchemaMessage(nonce: 0));
        await Eventually.HoldsAsync(() => phone.TryHear() is { } heard && heard[0] == (byte)'F' && FaceMotionPhone.TypeOf(heard) == FaceMotionPhone.Ack, "an acknowledgement");
        phone.Say(voice.FrameMessage(1, [40]));
        await Eventually.HoldsAsync(() => running.Face is not null, "a frame arrives");
    }

    [Fact]
    public async Task A_stream_started_on_the_phone_is_acknowledged_to_the_port_it_comes_from()
    {
        using var phone = new SimulatedPhone();
        using var starting = new SimulatedPhone();
        var voice = new FaceMotionPhone(0xFACE, ["jawOpen"]);
        await using RunningFaceSource running = Run(new IFacialMocapSource(SetupFor(phone), clock: _clock));
        starting.SayTo(await running.PortAsync(), voice.SchemaMessage(nonce: 0));
        Assert.Equal(FaceMotionPhone.Ack, FaceMotionPhone.TypeOf(await starting.HearAsync()));
        Assert.Equal(Start + "|sendDataVersion=v2", await phone.HearTextAsync());
    }

    [Fact]
    public async Task VTube_Studio_is_asked_every_second_for_data_to_the_bound_port()
    {
        using var phone = new SimulatedPhone();
        SourceSetup setup = VTubeStudioSource.SetupFor(SimulatedPhone.Address) with { Port = 0, PhonePort = phone.Port, ListenAddress = IPAddress.Loopback };
        await using RunningFaceSource running = Run(new VTubeStudioSource(setup, _clock));
        using JsonDocument request = JsonDocument.Parse(await phone.HearAsync());
        Assert.Equal("iOSTrackingDataRequest", request.RootElement.GetProperty("messageType").GetString());
        Assert.InRange(request.RootElement.GetProperty("time").GetDouble(), 0.5, 10);
        Assert.Equal("Bunraku", request.RootElement.GetProperty("sentBy").GetString());
        int port = Assert.Single(request.RootElement.GetProperty("ports").EnumerateArray()).GetInt32();
        Assert.Equal(await running.PortAsync(), port);

        phone.SayTo(port, MadePackets.VTubeStudio());
        await Eventually.HoldsAsync(() => running.Face is { IsFaceFound: true }, "a face arrives");
        phone.SayTo(port, MadePackets.VTubeStudio(faceFound: false));
        await Eventually.HoldsAsync(() => running.Face is { IsFaceFound: false }, "the face is lost");
        await _clock.AdvanceUntilAsync(() => phone.HeardCount > 2, "further requests while data flows or not");
    }

    [Theory]
    [InlineData("VMC")]
    [InlineData("OpenSeeFace")]
    [InlineData("Live Link Face")]
    public async Task A_tracker_that_sends_by_itself_is_heard_lost_and_heard_again(string name)
    {
        (IFaceSource source, byte[] packet) = Listener(name);
        using var tracker = new SimulatedPhone();
        await using RunningFaceSource running = Run(source);
        int port = await running.PortAsync();
        for (int round = 1; round <= 2; round++)
        {
            tracker.SayTo(port, packet);
            await Eventually.HoldsAsync(() => running.Statistics.Accepted == round, "a face arrives");
            Assert.True(running.Face!.IsFaceFound);
            await _clock.AdvanceUntilAsync(() => running.Face is { IsFaceFound: false }, "the face is lost");
            Assert.Equal(SourceState.Stale, running.Statistics.State);
        }

        Assert.Equal(0, tracker.HeardCount);
    }

    [Fact]
    public async Task Malformed_packets_are_counted_and_recognised_and_the_last_face_stays()
    {
        using var phone = new SimulatedPhone();
        await using RunningFaceSource running = Run(new IFacialMocapSource(SetupFor(phone), clock: _clock));
        await phone.HearAsync();
        phone.Say(MadePackets.Text(jawOpen: 31));
        await Eventually.HoldsAsync(() => running.Face is not null, "a face arrives");
        phone.Say("jawOpen&x|"u8);
        phone.Say(MadePackets.Vmc());
        await Eventually.HoldsAsync(() => running.Statistics.Malformed == 2, "both are counted");
        Assert.Equal(3, running.Statistics.Received);
        Assert.Equal(TrackingProtocol.Vmc, running.Statistics.ForeignProtocol);
        Assert.Equal(0.31, running.Face![Blendshape.JawOpen], 1e-12);

        _clock.Advance(TimeSpan.FromMilliseconds(200));
        phone.Say("jawOpen&x|"u8);
        await Eventually.HoldsAsync(() => running.Statistics.MalformedRate > 0, "garbage comes now");
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(0, running.Statistics.MalformedRate);
    }

    [Fact]
    public async Task A_filter_drops_the_packets_of_others()
    {
        using var phone = new SimulatedPhone();
        SourceSetup setup = SetupFor(phone) with { OnlyFrom = IPAddress.Parse("192.0.2.7") };
        await using RunningFaceSource running = Run(new IFacialMocapSource(setup, clock: _clock));
        await phone.HearAsync();
        phone.Say(MadePackets.Text());
        await Eventually.HoldsAsync(() => running.Statistics.FromOtherSenders == 1, "it is counted");
        Assert.Null(running.Face);
        Assert.Equal(SimulatedPhone.Address, running.Statistics.OtherSender);
    }

    [Fact]
    public void A_second_phone_is_heard_only_when_the_first_has_fallen_silent()
    {
        var source = new VmcSource(VmcSource.DefaultSetup, _clock);
        IPAddress first = IPAddress.Parse("192.0.2.1");
        IPAddress second = IPAddress.Parse("192.0.2.2");
        source.Deliver(MadePackets.Vmc(), first);
        source.Deliver(MadePackets.Vmc(), second);
        Assert.Equal((1, 1), (source.Statistics.Accepted, source.Statistics.FromOtherSenders));
        Assert.Equal(first, source.Statistics.LastSender);
        _clock.Advance(TimeSpan.FromSeconds(1.1));
        source.Deliver(MadePackets.Vmc(), second);
        Assert.Equal(2, source.Statistics.Accepted);
        Assert.Equal(second, source.Statistics.LastSender);
    }

    [Fact]
    public async Task A_port_held_by_another_program_is_told_and_taken_when_it_is_free()
    {
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        other.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        int port = ((IPEndPoint)other.LocalEndPoint!).Port;
        await using RunningFaceSource running = Run(new VmcSource(VmcSource.DefaultSetup with { Port = port }, _clock));
        await Eventually.HoldsAsync(() => running.Statistics.State == SourceState.PortInUse, "the port is in use");
        Assert.Contains($"Port {port} is in use", running.Statistics.Problem?.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, running.Statistics.LocalPort);

        other.Dispose();
        await _clock.AdvanceUntilAsync(() => running.Statistics.State == SourceState.Waiting, "the port is taken");
        Assert.Null(running.Statistics.Problem);
        Assert.Equal(port, running.Statistics.LocalPort);
    }

    [Fact]
    public async Task A_second_instance_on_all_interfaces_is_told_that_the_port_is_in_use()
    {
        SourceSetup setup = LiveLinkFaceSource.DefaultSetup with { Port = 0 };
        await using RunningFaceSource first = Run(new LiveLinkFaceSource(setup, _clock));
        int port = await first.PortAsync();
        await using RunningFaceSource second = Run(new LiveLinkFaceSource(setup with { Port = port }, _clock));
        await Eventually.HoldsAsync(() => second.Statistics.State == SourceState.PortInUse, "the port is in use");
        using var phone = new SimulatedPhone();
        phone.SayTo(port, MadePackets.LiveLinkFace());
        await Eventually.HoldsAsync(() => first.Face is not null, "the first goes on");
        Assert.Equal(SimulatedPhone.Address, first.Statistics.LastSender);
    }

    [Fact]
    public async Task A_port_that_another_program_holds_for_ipv4_only_is_in_use_too()
    {
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        other.Bind(new IPEndPoint(IPAddress.Any, 0));
        int port = ((IPEndPoint)other.LocalEndPoint!).Port;
        await using RunningFaceSource running = Run(new LiveLinkFaceSource(LiveLinkFaceSource.DefaultSetup with { Port = port }, _clock));
        await Eventually.HoldsAsync(() => running.Statistics.State == SourceState.PortInUse, "the port is in use");
    }

    [Fact]
    public async Task What_a_phone_refuses_is_told_at_once_and_forgotten_with_the_first_face()
    {
        using var phone = new SimulatedPhone();
        await using RunningFaceSource running = Run(new IFacialMocapSource(SetupFor(phone), version: StreamVersion.Version3, clock: _clock));
        ulong nonce = FaceMotionPhone.SessionOf(await phone.HearAsync());
        phone.Say(FaceMotionPhone.Message(FaceMotionPhone.Error, nonce, "LICENCE"u8.ToArray()));
        await Eventually.HoldsAsync(() => running.Statistics.Problem is not null, "the refusal is told");
        Assert.Contains("LICENCE", running.Statistics.Problem?.ToString(), StringComparison.Ordinal);
        phone.Say(MadePackets.Text());
        await Eventually.HoldsAsync(() => running.Statistics.Problem is null, "it is forgotten");
    }

    [Fact]
    public async Task An_address_of_another_computer_is_told_in_plain_words()
    {
        await using RunningFaceSource running = Run(new VmcSource(VmcSource.DefaultSetup with { ListenAddress = IPAddress.Parse("192.0.2.1") }, _clock));
        await Eventually.HoldsAsync(() => running.Statistics.State == SourceState.Failed, "it fails");
        Assert.Contains("no address 192.0.2.1", running.Statistics.Problem?.ToString(), StringComparison.Ordinal);
    }

    private static RunningFaceSource Run(IFaceSource source) => new(source);

    private static SourceSetup SetupFor(SimulatedPhone phone, PhoneApp app = PhoneApp.IFacialMocap) =>
        IFacialMocapSource.SetupFor(SimulatedPhone.Address, app) with { Port = 0, PhonePort = phone.Port, ListenAddress = IPAddress.Loopback };

    private (IFaceSource Source, byte[] Packet) Listener(string name) => name switch
    {
        "VMC" => (new VmcSource(VmcSource.DefaultSetup with { Port = 0 }, _clock), MadePackets.Vmc()),
        "OpenSeeFace" => (new OpenSeeFaceSource(OpenSeeFaceSource.DefaultSetup with { Port = 0 }, _clock), MadePackets.OpenSeeFace()),
        _ => (new LiveLinkFaceSource(LiveLinkFaceSource.DefaultSetup with { Port = 0, ListenAddress = IPAddress.Loopback }, _clock), MadePackets.LiveLinkFace()),
    };
}
