using System.Net;
using Bunraku.Core.Errors;
using Bunraku.Mocap.Sources;
using Bunraku.Mocap.Sources.Doctor;
using Bunraku.Mocap.Sources.IFacialMocap;
using Bunraku.Mocap.Sources.LiveLinkFace;
using Bunraku.Mocap.Sources.MediaPipe;
using Bunraku.Mocap.Sources.Vmc;

namespace Bunraku.Mocap.Tests.Sources;

public sealed class ConnectionDoctorTests
{
    private static readonly IPAddress Phone = IPAddress.Parse("192.168.0.12");
    private static readonly IPAddress Other = IPAddress.Parse("192.168.0.99");
    private static readonly LocalAddress Own = new(IPAddress.Parse("192.168.0.10"), 24, "Wi-Fi", HasGateway: true);

    private static readonly SourceStatistics Waiting = new() { State = SourceState.Waiting, LocalPort = 49983 };

    private static readonly SourceStatistics Well = new()
    {
        State = SourceState.Receiving,
        LocalPort = 49983,
        Received = 1000,
        Accepted = 1000,
        Rate = 60,
        LastSender = Phone,
    };

    [Fact]
    public void Live_Link_Face_in_another_mode_is_told_what_to_switch_to()
    {
        var clock = new ManualClock();
        var source = new LiveLinkFaceSource(LiveLinkFaceSource.DefaultSetup, clock);
        byte[] otherVersion = MadePackets.LiveLinkFace();
        otherVersion[0] = 7;
        source.Deliver(otherVersion, Phone);
        source.Deliver(MadePackets.LiveLinkFace().AsSpan()[..^4], Phone);

        SourceStatistics statistics = source.Statistics with { State = SourceState.Waiting };
        Assert.Equal(2, statistics.Malformed);
        AssertHas(FindingKind.OtherMode, "Switch the app to ARKit mode", Examine(statistics, LiveLinkFaceSource.DefaultSetup));
    }

    [Fact]
    public void A_phone_that_answers_and_sends_elsewhere_may_have_a_fixed_destination() =>
        AssertHas(
            FindingKind.NoFaceInPackets,
            "a fixed destination address is set in the app, the faces go there: set it to 192.168.0.10",
            Examine(Waiting with { Received = 5, LastSender = Phone }, IFacialMocapSource.SetupFor(Phone)));

    [Theory]
    [InlineData(49983, "Windows reserves it")]
    [InlineData(80, "between 1024 and 65535")]
    public void A_port_that_the_system_withholds_is_explained(int port, string words) =>
        Assert.Contains(
            words,
            LocalSockets.Explain(new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.AccessDenied), IFacialMocapSource.SetupFor(Phone) with { Port = port }).ToString(),
            StringComparison.Ordinal);

    [Fact]
    public void A_source_that_is_not_running_has_no_findings() => Assert.Empty(Examine(new SourceStatistics()));

    [Fact]
    public void All_is_well_when_faces_come() =>
        AssertOne(FindingKind.AllWell, ConnectionSeverity.Good, "60 updates per second from 192.168.0.12", Examine(Well));

    [Fact]
    public void A_port_in_use_is_the_only_thing_that_is_told() =>
        AssertOne(FindingKind.PortInUse, ConnectionSeverity.Problem, "Port 1", Examine(new SourceStatistics { State = SourceState.PortInUse, Problem = Phrase.Of("Port 1 is taken.") }));

    [Fact]
    public void A_network_that_refuses_is_told() =>
        AssertOne(FindingKind.CannotListen, ConnectionSeverity.Problem, "refused", Examine(new SourceStatistics { State = SourceState.Failed, Problem = Phrase.Of("It refused.") }));

    [Theory]
    [InlineData(HostSystem.Windows, "Windows Security")]
    [InlineData(HostSystem.MacOS, "System Settings")]
    [InlineData(HostSystem.Linux, "sudo ufw allow 49983/udp")]
    public void Without_a_packet_the_way_to_check_and_the_firewall_are_told(HostSystem system, string firewall)
    {
        IReadOnlyList<Finding> findings = ConnectionDoctor.Examine(IFacialMocapSource.SetupFor(Phone), Waiting, [Own], system);
        Assert.Equal([FindingKind.NoPackets, FindingKind.FirewallHint], findings.Select(finding => finding.Kind));
        Assert.Contains("UDP port 49983", findings[0].Message.ToString(), StringComparison.Ordinal);
        Assert.Contains("192.168.0.12", findings[0].Message.ToString(), StringComparison.Ordinal);
        Assert.Contains("192.168.0.10", findings[0].Message.ToString(), StringComparison.Ordinal);
        Assert.Contains(firewall, findings[1].Message.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_computers_own_address_typed_as_the_phones_is_noticed() =>
        AssertHas(FindingKind.PhoneIsThisComputer, "own address", Examine(Waiting, IFacialMocapSource.SetupFor(Own.Address)));

    [Fact]
    public void A_phone_in_another_network_is_noticed() =>
        AssertHas(FindingKind.PhoneInOtherNetwork, "192.168.0.10/24", Examine(Waiting, IFacialMocapSource.SetupFor(IPAddress.Parse("192.168.1.12"))));

    [Fact]
    public void A_computer_without_a_network_is_noticed() =>
        AssertHas(FindingKind.NotInNetwork, "no local network", ConnectionDoctor.Examine(IFacialMocapSource.SetupFor(Phone), Waiting, [], HostSystem.Linux));

    [Fact]
    public void A_silent_app_that_sends_by_itself_is_told_what_to_type_there() =>
        AssertHas(FindingKind.NoPackets, "add the target 192.168.0.10, port 11111", Examine(Waiting with { LocalPort = 11111 }, LiveLinkFaceSource.DefaultSetup));

    [Fact]
    public void Listening_only_on_this_computer_is_told() =>
        AssertHas(FindingKind.OnlyThisComputer, "Only programs on this computer", Examine(Waiting, VmcSource.DefaultSetup));

    [Fact]
    public void A_webcam_page_that_has_not_sent_is_no_matter_of_ports() =>
        AssertOne(FindingKind.NoPageYet, ConnectionSeverity.Hint, "Choose a camera", Examine(Waiting, new MediaPipeSource().Setup));

    [Fact]
    public void Another_protocol_on_the_port_is_named()
    {
        SourceStatistics statistics = Waiting with { Received = 50, Malformed = 50, ForeignProtocol = TrackingProtocol.Vmc, LastSender = Phone };
        AssertOne(FindingKind.OtherProtocol, ConnectionSeverity.Problem, "This looks like VMC on the iFacialMocap port 49983", Examine(statistics));
    }

    [Fact]
    public void Packets_that_look_like_nothing_are_told_with_their_sender() =>
        AssertOne(FindingKind.Malformed, ConnectionSeverity.Problem, "192.168.0.12 sends 50 packets", Examine(Waiting with { Received = 50, Malformed = 50, LastSender = Phone }));

    [Fact]
    public void Packets_without_a_face_are_told() =>
        AssertOne(FindingKind.NoFaceInPackets, ConnectionSeverity.Warning, "bones and blendshapes", Examine(Waiting with { Received = 50, LastSender = Phone }, VmcSource.DefaultSetup));

    [Fact]
    public void A_phone_that_waits_for_an_answer_is_told_to_be_typed() =>
        AssertOne(
            FindingKind.PhoneAddressMissing, ConnectionSeverity.Problem, "Type 192.168.0.12",
            Examine(Waiting with { Received = 5, LastSender = Phone }, IFacialMocapSource.SetupFor(null)));

    [Fact]
    public void Packets_of_a_filtered_sender_are_told()
    {
        SourceSetup setup = IFacialMocapSource.SetupFor(Phone) with { OnlyFrom = Phone };
        AssertOne(
            FindingKind.WrongSender, ConnectionSeverity.Problem, "Packets come from 192.168.0.99, but only 192.168.0.12",
            Examine(Waiting with { Received = 50, FromOtherSenders = 50, OtherSender = Other }, setup));
    }

    [Fact]
    public void Data_of_a_phone_that_was_not_typed_is_told() =>
        AssertOne(FindingKind.WrongSender, ConnectionSeverity.Warning, "comes from 192.168.0.99, not from 192.168.0.12", Examine(Well with { LastSender = Other }));

    [Fact]
    public void Two_senders_at_once_are_told() =>
        AssertOne(FindingKind.SeveralSenders, ConnectionSeverity.Warning, "192.168.0.99 is not", Examine(Well with { FromOtherSenders = 10, OtherSender = Other }));

    [Fact]
    public void A_source_that_fell_silent_is_told_with_the_time() =>
        AssertOne(
            FindingKind.Stale, ConnectionSeverity.Problem, "for 7 seconds",
            Examine(Well with { State = SourceState.Stale, IsFaceLost = true, Rate = 0, SinceLastAccepted = TimeSpan.FromSeconds(7.2) }));

    [Fact]
    public void Garbage_after_a_good_stream_is_told_in_place_of_silence() =>
        AssertOne(
            FindingKind.Malformed, ConnectionSeverity.Problem, "192.168.0.12 sends 84 packets that are not iFacialMocap's",
            Examine(Well with { State = SourceState.Stale, IsFaceLost = true, Rate = 0, Malformed = 84, MalformedRate = 30, SinceLastAccepted = TimeSpan.FromSeconds(7) }));

    [Fact]
    public void Silence_in_the_first_seconds_is_no_problem_yet() =>
        AssertOne(FindingKind.NoPackets, ConnectionSeverity.Hint, "Nothing has arrived on UDP port 49983", Examine(Waiting with { HasJustBegun = true }));

    [Fact]
    public void A_face_that_is_not_seen_is_told() =>
        AssertOne(FindingKind.FaceNotSeen, ConnectionSeverity.Warning, "sees no face", Examine(Well with { IsFaceLost = true }));

    [Fact]
    public void Half_a_face_of_zeros_is_told()
    {
        AssertOne(FindingKind.UpperFaceZero, ConnectionSeverity.Warning, "upper face", Examine(Well with { IsUpperFaceZero = true }));
        AssertOne(FindingKind.LowerFaceZero, ConnectionSeverity.Warning, "lower face", Examine(Well with { IsLowerFaceZero = true }));
    }

    [Fact]
    public void Many_malformed_or_lost_packets_and_a_low_rate_are_told()
    {
        AssertHas(FindingKind.Malformed, "9 packets per second are not understood", Examine(Well with { Malformed = 100, MalformedRate = 9 }));
        AssertHas(FindingKind.PacketsLost, "200 of 1200", Examine(Well with { Lost = 200 }));
        AssertHas(FindingKind.LowRate, "Only 12 updates", Examine(Well with { Rate = 12 }));
        AssertOne(FindingKind.AllWell, ConnectionSeverity.Good, "Connected", Examine(Well with { Malformed = 500, Lost = 3 }));
    }

    [Fact]
    public void What_the_phone_says_comes_first()
    {
        IReadOnlyList<Finding> findings = Examine(Waiting with { Problem = Phrase.Of("The phone says: BUSY."), Received = 1, LastSender = Phone });
        Assert.Equal((FindingKind.Reported, "The phone says: BUSY."), (findings[0].Kind, findings[0].Message.ToString()));
    }

    [Fact]
    public void Zeros_for_half_the_face_are_noticed_in_the_data()
    {
        var clock = new ManualClock();
        var source = new IFacialMocapSource(IFacialMocapSource.SetupFor(Phone), clock: clock);
        for (int frame = 0; frame < HalfFaceWatch.CertainAfter; frame++)
        {
            Assert.False(source.Statistics.IsUpperFaceZero);
            source.Deliver(System.Text.Encoding.ASCII.GetBytes($"eyeBlink_L&0|jawOpen&{frame + 1}|=head#1,2,3,0,0,0|"), Phone);
            clock.Advance(TimeSpan.FromSeconds(1.0 / 60));
        }

        Assert.True(source.Statistics.IsUpperFaceZero);
        Assert.False(source.Statistics.IsLowerFaceZero);
        AssertHas(FindingKind.UpperFaceZero, "Eyes and brows", Examine(source.Statistics with { State = SourceState.Receiving }));
        source.Deliver("eyeBlink_L&5|jawOpen&1|"u8, Phone);
        Assert.False(source.Statistics.IsUpperFaceZero);
    }

    [Theory]
    [InlineData(TrackingProtocol.Vmc)]
    [InlineData(TrackingProtocol.FaceMotion)]
    [InlineData(TrackingProtocol.VTubeStudio)]
    [InlineData(TrackingProtocol.LiveLinkFace)]
    [InlineData(TrackingProtocol.OpenSeeFace)]
    [InlineData(TrackingProtocol.IFacialMocap)]
    [InlineData(TrackingProtocol.OtherOsc)]
    public void Every_tracker_is_recognised_by_its_packets(TrackingProtocol protocol) => Assert.Equal(protocol, ProtocolRecognition.Recognise(protocol switch
    {
        TrackingProtocol.Vmc => MadePackets.Vmc(),
        TrackingProtocol.FaceMotion => new FaceMotionPhone(1, ["a"]).SchemaMessage(0),
        TrackingProtocol.VTubeStudio => MadePackets.VTubeStudio(),
        TrackingProtocol.LiveLinkFace => MadePackets.LiveLinkFace(),
        TrackingProtocol.OpenSeeFace => MadePackets.OpenSeeFace(),
        TrackingProtocol.IFacialMocap => MadePackets.Text(),
        _ => MadePackets.Osc("/avatar/parameters/v2/JawOpen", 1f),
    }));

    private static IReadOnlyList<Finding> Examine(SourceStatistics statistics, SourceSetup? setup = null) =>
        ConnectionDoctor.Examine(setup ?? IFacialMocapSource.SetupFor(Phone), statistics, [Own], HostSystem.Linux);

    private static void AssertOne(FindingKind kind, ConnectionSeverity severity, string part, IReadOnlyList<Finding> findings)
    {
        Finding finding = Assert.Single(findings);
        Assert.Equal((kind, severity), (finding.Kind, finding.Severity));
        Assert.Contains(part, finding.Message.ToString(), StringComparison.Ordinal);
    }

    private static void AssertHas(FindingKind kind, string part, IReadOnlyList<Finding> findings)
    {
        Finding finding = Assert.Single(findings, finding => finding.Kind == kind);
        Assert.Contains(part, finding.Message.ToString(), StringComparison.Ordinal);
    }
}
