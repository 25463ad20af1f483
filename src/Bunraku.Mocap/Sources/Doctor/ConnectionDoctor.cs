using Bunraku.Core.Errors;

namespace Bunraku.Mocap.Sources.Doctor;

/// <summary>
/// Says in plain words why a source brings no faces or bad ones, from its counters and this computer's addresses alone. The most
/// important finding comes first.
/// </summary>
public static class ConnectionDoctor
{
    private const double LowRate = 20;
    private const double MuchLost = 0.05;

    /// <summary>A rate says something only after so many samples.</summary>
    private const int EnoughSamples = 120;

    /// <summary>The system this program runs on.</summary>
    public static HostSystem CurrentSystem => OperatingSystem.IsWindows() ? HostSystem.Windows
        : OperatingSystem.IsMacOS() ? HostSystem.MacOS
        : HostSystem.Linux;

    /// <summary>Examines a source; an empty list for one that is not running.</summary>
    /// <param name="setup">The source's setup.</param>
    /// <param name="statistics">Its counters now.</param>
    /// <param name="own">This computer's addresses, from <see cref="LocalAddresses.Read"/>.</param>
    /// <param name="system">Whose firewall to speak of.</param>
    public static IReadOnlyList<Finding> Examine(
        SourceSetup setup, SourceStatistics statistics, IReadOnlyList<LocalAddress> own, HostSystem system)
    {
        var findings = new List<Finding>();
        switch (statistics.State)
        {
            case SourceState.Stopped:
                return findings;
            case SourceState.PortInUse:
                findings.Add(new Finding(FindingKind.PortInUse, ConnectionSeverity.Problem, statistics.Problem ?? Phrase.Of($"Port {setup.Port} is in use.")));
                return findings;
            case SourceState.Failed:
                findings.Add(new Finding(FindingKind.CannotListen, ConnectionSeverity.Problem, statistics.Problem ?? Phrase.Of("The network cannot be used now.")));
                return findings;
        }

        if (statistics.Problem is { } problem)
        {
            findings.Add(new Finding(FindingKind.Reported, ConnectionSeverity.Problem, problem));
        }

        if (statistics.Accepted > 0 && !(statistics.State == SourceState.Stale && statistics.MalformedRate > 0))
        {
            AddQuality(findings, setup, statistics);
        }
        else if (statistics.Received > 0)
        {
            AddUseless(findings, setup, statistics, own);
        }
        else
        {
            findings.AddRange(SilenceFindings.Of(setup, statistics, own, system));
        }

        return findings;
    }

    /// <summary>Packets come, but not one of them is a face, or no longer.</summary>
    private static void AddUseless(List<Finding> findings, SourceSetup setup, SourceStatistics statistics, IReadOnlyList<LocalAddress> own)
    {
        if (statistics.FromOtherSenders > 0)
        {
            findings.Add(new Finding(FindingKind.WrongSender, ConnectionSeverity.Problem,
                Phrase.Of($"Packets come from {statistics.OtherSender}, but only {setup.OnlyFrom} is listened to. If {statistics.OtherSender} is the phone, type that address.")));
        }

        if (statistics.ForeignProtocol is { } foreign && foreign != setup.Protocol)
        {
            findings.Add(new Finding(FindingKind.OtherProtocol, ConnectionSeverity.Problem,
                Phrase.Of($"This looks like {NameOf(foreign)} on the {NameOf(setup)} port {PortOf(setup, statistics)}. Choose {NameOf(foreign)} as the source, or set another port in the sending program.")));
        }
        else if (statistics.ForeignProtocol == TrackingProtocol.LiveLinkFace)
        {
            findings.Add(new Finding(FindingKind.OtherMode, ConnectionSeverity.Problem,
                Phrase.Of($"{Sender(statistics)} sends Live Link Face data of another mode or version, which cannot be read. Switch the app to ARKit mode (its start page, \"Live Link (ARKit)\"), and update the app.")));
        }
        else if (statistics.Malformed > 0)
        {
            findings.Add(new Finding(FindingKind.Malformed, ConnectionSeverity.Problem,
                Phrase.Of($"{Sender(statistics)} sends {statistics.Malformed} packets that are not {NameOf(setup)}'s. Check which app sends to port {PortOf(setup, statistics)} and in which format.")));
        }
        else if (setup is { PhoneAddress: null, Protocol: TrackingProtocol.IFacialMocap } && statistics.LastSender is { } phone)
        {
            findings.Add(new Finding(FindingKind.PhoneAddressMissing, ConnectionSeverity.Problem,
                Phrase.Of($"{phone} offers version 3 of its language and waits for an answer. Type {phone} as the phone's address: Bunraku answers nobody else.")));
        }
        else if (statistics.FromOtherSenders < statistics.Received)
        {
            findings.Add(new Finding(FindingKind.NoFaceInPackets, ConnectionSeverity.Warning, setup.Protocol == TrackingProtocol.Vmc
                ? Phrase.Of($"{Sender(statistics)} sends VMC messages but neither a head nor expressions. Switch on the sending of the avatar's bones and blendshapes there.")
                : Phrase.Of($"{Sender(statistics)} answers, but sends no faces yet. Check that the app shows its camera picture and that its licence allows sending. {SilenceFindings.FixedDestination(own)}")));
        }
    }

    /// <summary>Faces come, or came.</summary>
    private static void AddQuality(List<Finding> findings, SourceSetup setup, SourceStatistics statistics)
    {
        if (statistics.State == SourceState.Stale)
        {
            findings.Add(Silent(setup, statistics));
        }
        else if (statistics.IsFaceLost)
        {
            findings.Add(new Finding(FindingKind.FaceNotSeen, ConnectionSeverity.Warning,
                Phrase.Of($"{NameOf(setup)} sees no face. Look into the camera, with light on the face.")));
        }

        if (setup.Protocol is TrackingProtocol.IFacialMocap or TrackingProtocol.FaceMotion or TrackingProtocol.VTubeStudio or TrackingProtocol.LiveLinkFace)
        {
            AddHalves(findings, statistics);
        }

        AddSenders(findings, setup, statistics);
        AddNetworkQuality(findings, setup, statistics);
        if (findings.Count == 0)
        {
            findings.Add(new Finding(FindingKind.AllWell, ConnectionSeverity.Good,
                Phrase.Of($"Connected: {statistics.Rate:0} updates per second from {Sender(statistics)}.")));
        }
    }

    private static Finding Silent(SourceSetup setup, SourceStatistics statistics)
    {
        Phrase cause = setup.Protocol switch
        {
            TrackingProtocol.OpenSeeFace => Phrase.Of("It is silent while it sees no face, and when it was closed."),
            TrackingProtocol.MediaPipe => Phrase.Of("The page was closed, or the camera was unplugged."),
            _ => Phrase.Of("The app was closed, the phone sleeps, or it left the network."),
        };
        return new Finding(FindingKind.Stale, ConnectionSeverity.Problem,
            Phrase.Of($"No data from {Sender(statistics)} for {statistics.SinceLastAccepted?.TotalSeconds:0} seconds. {cause} It will continue automatically when data arrives."));
    }

    private static void AddHalves(List<Finding> findings, SourceStatistics statistics)
    {
        if (statistics.IsUpperFaceZero)
        {
            findings.Add(new Finding(FindingKind.UpperFaceZero, ConnectionSeverity.Warning,
                Phrase.Of("Eyes and brows are always zero: the capture of the upper face seems to be switched off in the app. Switch it on in the app's settings.")));
        }

        if (statistics.IsLowerFaceZero)
        {
            findings.Add(new Finding(FindingKind.LowerFaceZero, ConnectionSeverity.Warning,
                Phrase.Of("The mouth is always zero: the capture of the lower face seems to be switched off in the app. Switch it on in the app's settings.")));
        }
    }

    private static void AddSenders(List<Finding> findings, SourceSetup setup, SourceStatistics statistics)
    {
        if (statistics.FromOtherSenders > 0)
        {
            findings.Add(new Finding(FindingKind.SeveralSenders, ConnectionSeverity.Warning,
                Phrase.Of($"Two devices send to this port: {statistics.LastSender} is listened to, {statistics.OtherSender} is not. Stop one of them.")));
        }
        else if (setup.PhoneAddress is { } phone && statistics.LastSender is { } sender && !sender.Equals(phone))
        {
            findings.Add(new Finding(FindingKind.WrongSender, ConnectionSeverity.Warning,
                Phrase.Of($"The data comes from {sender}, not from {phone}, the address you entered. If that is your phone, type {sender}, so that it can be asked to start again.")));
        }
    }

    private static void AddNetworkQuality(List<Finding> findings, SourceSetup setup, SourceStatistics statistics)
    {
        if (statistics.MalformedRate > MuchLost * (statistics.Rate + statistics.MalformedRate))
        {
            findings.Add(new Finding(FindingKind.Malformed, ConnectionSeverity.Warning,
                Phrase.Of($"{statistics.MalformedRate:0} packets per second are not understood and are ignored. Another program may be sending to port {PortOf(setup, statistics)} too.")));
        }

        if (statistics.Accepted < EnoughSamples || statistics.State != SourceState.Receiving)
        {
            return;
        }

        if (statistics.Lost is { } lost && lost > MuchLost * (statistics.Accepted + lost))
        {
            findings.Add(new Finding(FindingKind.PacketsLost, ConnectionSeverity.Warning,
                Phrase.Of($"{lost} of {statistics.Accepted + lost} packets are missing. Go closer to the Wi-Fi router, use its 5 GHz network, or connect by TCP.")));
        }

        if (statistics.Rate < LowRate && setup.Transport != SourceTransport.Browser)
        {
            findings.Add(new Finding(FindingKind.LowRate, ConnectionSeverity.Hint,
                Phrase.Of($"Only {statistics.Rate:0} updates per second are arriving. A phone that is hot or low on battery slows down; so does weak Wi-Fi.")));
        }
    }

    internal static int PortOf(SourceSetup setup, SourceStatistics statistics) => statistics.LocalPort != 0 ? statistics.LocalPort : setup.Port;

    internal static Phrase NameOf(TrackingProtocol protocol) => protocol switch
    {
        TrackingProtocol.IFacialMocap => Phrase.Verbatim("iFacialMocap"),
        TrackingProtocol.FaceMotion => Phrase.Of("iFacialMocap version 3"),
        TrackingProtocol.Vmc => Phrase.Verbatim("VMC"),
        TrackingProtocol.OpenSeeFace => Phrase.Verbatim("OpenSeeFace"),
        TrackingProtocol.VTubeStudio => Phrase.Verbatim("VTube Studio"),
        TrackingProtocol.LiveLinkFace => Phrase.Verbatim("Live Link Face"),
        TrackingProtocol.MediaPipe => Phrase.Of("the webcam page"),
        TrackingProtocol.Mouse => Phrase.Of("the page of the mouse"),
        _ => Phrase.Of("OSC of another program"),
    };

    private static Phrase NameOf(SourceSetup setup) => setup.Protocol switch
    {
        TrackingProtocol.MediaPipe => Phrase.Of("Webcam"),
        TrackingProtocol.Mouse => Phrase.Of("Mouse"),
        TrackingProtocol.Recording => Phrase.Of("Recording"),
        _ => Phrase.Verbatim(setup.Name),
    };

    private static Phrase Sender(SourceStatistics statistics) => statistics.LastSender is { } sender ? Phrase.Verbatim(sender.ToString()) : Phrase.Of("the page");
}
