using System.Collections.Immutable;
using System.Net;
using Bunraku.Core.Errors;
using Bunraku.Mocap.Sources;
using Bunraku.Mocap.Sources.FaceMotion;
using Bunraku.Mocap.Sources.IFacialMocap;
using Bunraku.Mocap.Sources.LiveLinkFace;
using Bunraku.Mocap.Sources.OpenSeeFace;
using Bunraku.Mocap.Sources.VTubeStudio;
using Bunraku.Mocap.Sources.Vmc;

namespace Bunraku.Live.Trackers;

/// <summary>A way to be tracked, as Studio and the command line offer it.</summary>
/// <param name="Kind">Which one.</param>
/// <param name="Word">Its name on the command line.</param>
/// <param name="Title">Its name.</param>
/// <param name="Address">Whether it needs the phone's address.</param>
/// <param name="Port">The ports of this computer to type into the app, in words.</param>
/// <param name="Steps">What the user does.</param>
public sealed record Tracker(TrackerKind Kind, string Word, Phrase Title, AddressNeed Address, Phrase Port, Phrase Steps)
{
    /// <summary>All, in the order to show them.</summary>
    public static ImmutableArray<Tracker> All { get; } =
    [
        new(TrackerKind.Automatic, "automatic", Phrase.Of("Automatic (any app)"), AddressNeed.Optional, Phrase.Verbatim("UDP 49983, 11111, 39539, 11573; TCP 49986"),
            Phrase.Of("Works with any supported app. Enter the phone's address and Bunraku starts it for you, or press Start on the phone.")),
        new(TrackerKind.IFacialMocap, "ifacialmocap", Phrase.Verbatim("iFacialMocap (UDP)"), AddressNeed.Optional, Phrase.Verbatim("UDP 49983"),
            Phrase.Of("Open iFacialMocap on the phone, in the same network, and type the address that it shows. Or type one of this computer's addresses into the app.")),
        new(TrackerKind.IFacialMocapTcp, "ifacialmocap-tcp", Phrase.Verbatim("iFacialMocap (TCP)"), AddressNeed.Optional, Phrase.Verbatim("TCP 49986"),
            Phrase.Of("Like UDP, but a weak Wi-Fi loses no packets. The face waits instead.")),
        new(TrackerKind.IFacialMocap3, "ifacialmocap-v3", Phrase.Of("iFacialMocap version 3 (UDP)"), AddressNeed.Optional, Phrase.Verbatim("UDP 49983"),
            Phrase.Of("The compact form of iFacialMocap 1.5.3 and later: smaller packets, and lost ones are counted.")),
        new(TrackerKind.IFacialMocap3Tcp, "ifacialmocap-v3-tcp", Phrase.Of("iFacialMocap version 3 (TCP)"), AddressNeed.Required, Phrase.Of("none: this computer connects to the phone"),
            Phrase.Of("Open iFacialMocap 1.5.3 or later on the phone and type the address that it shows.")),
        new(TrackerKind.Facemotion3D, "facemotion3d", Phrase.Verbatim("Facemotion3D (UDP)"), AddressNeed.Optional, Phrase.Verbatim("UDP 49983"),
            Phrase.Of("Open Facemotion3D on the phone and type the address that it shows.")),
        new(TrackerKind.VTubeStudio, "vtubestudio", Phrase.Of("VTube Studio on a phone"), AddressNeed.Required, Phrase.Verbatim("UDP 11125"),
            Phrase.Of("In the phone's app switch on \"3rd Party PC Clients\", and type the address that it shows.")),
        new(TrackerKind.LiveLinkFace, "livelinkface", Phrase.Verbatim("Live Link Face"), AddressNeed.None, Phrase.Verbatim("UDP 11111"),
            Phrase.Of("In the app's settings, under Live Link, add a target: one of this computer's addresses, and the port.")),
        new(TrackerKind.Vmc, "vmc", Phrase.Verbatim("VMC (VSeeFace, VMagicMirror, Warudo, ...)"), AddressNeed.None, Phrase.Verbatim("UDP 39539"),
            Phrase.Of("Switch on sending by the VMC protocol in that program, to this computer and the port.")),
        new(TrackerKind.OpenSeeFace, "openseeface", Phrase.Verbatim("OpenSeeFace"), AddressNeed.None, Phrase.Verbatim("UDP 11573"),
            Phrase.Of("Start facetracker on this computer; no address is needed.")),
    ];

    /// <summary>The one of that kind.</summary>
    public static Tracker Of(TrackerKind kind) => All.FirstOrDefault(tracker => tracker.Kind == kind) ?? All[0];

    /// <summary>The one of that name on the command line, or null.</summary>
    public static Tracker? Find(string word) => All.FirstOrDefault(tracker => tracker.Word == word);

    /// <summary>Whether it usually runs on this computer, so that other devices are not listened to.</summary>
    public bool IsLocal => Kind is TrackerKind.Vmc or TrackerKind.OpenSeeFace;

    /// <summary>Whether there is one port to be changed.</summary>
    public bool HasPort => Kind is not (TrackerKind.Automatic or TrackerKind.IFacialMocap3Tcp);

    /// <summary>Makes the sources for a connection.</summary>
    /// <exception cref="BadInputException">The address is missing or is none, or the port is none.</exception>
    public static IReadOnlyList<IFaceSource> Sources(TrackerConnection connection)
    {
        Tracker tracker = Of(connection.Tracker);
        if (connection.Port is < 1 or > 65535)
        {
            throw new BadInputException($"A port is a number from 1 to 65535, not {connection.Port}.");
        }

        bool hasAddress = tracker.Address != AddressNeed.None && !string.IsNullOrWhiteSpace(connection.Address);
        IPAddress? phone = hasAddress ? PhoneAddress.Parse(connection.Address) : null;
        if (phone is null && tracker.Address == AddressNeed.Required)
        {
            throw new BadInputException($"{tracker.Title} needs the phone's address, for example 192.168.0.12: type the one that the app shows.");
        }

        SourceSetup Adapt(SourceSetup setup) => setup with
        {
            Port = tracker.HasPort && connection.Port is { } port ? port : setup.Port,
            ListenAddress = connection.ListensToAll ? null : setup.ListenAddress,
            OnlyFrom = connection.ListensToPhoneOnly ? phone : null,
        };
        return tracker.Kind switch
        {
            TrackerKind.Automatic => Everything(phone, Adapt),
            TrackerKind.IFacialMocapTcp => [new IFacialMocapTcpSource(Adapt(IFacialMocapTcpSource.SetupFor(phone)))],
            TrackerKind.IFacialMocap3 => [new IFacialMocapSource(Adapt(IFacialMocapSource.SetupFor(phone)), version: StreamVersion.Version3)],
            TrackerKind.IFacialMocap3Tcp => [new FaceMotionTcpSource(FaceMotionTcpSource.SetupFor(phone!))],
            TrackerKind.Facemotion3D => [new IFacialMocapSource(Adapt(IFacialMocapSource.SetupFor(phone, PhoneApp.Facemotion3D)), PhoneApp.Facemotion3D)],
            TrackerKind.VTubeStudio => [new VTubeStudioSource(Adapt(VTubeStudioSource.SetupFor(phone!)))],
            TrackerKind.LiveLinkFace => [new LiveLinkFaceSource(Adapt(LiveLinkFaceSource.DefaultSetup))],
            TrackerKind.Vmc => [new VmcSource(Adapt(VmcSource.DefaultSetup))],
            TrackerKind.OpenSeeFace => [new OpenSeeFaceSource(Adapt(OpenSeeFaceSource.DefaultSetup))],
            _ => [new IFacialMocapSource(Adapt(IFacialMocapSource.SetupFor(phone)))],
        };
    }

    private static List<IFaceSource> Everything(IPAddress? phone, Func<SourceSetup, SourceSetup> adapt)
    {
        List<IFaceSource> sources =
        [
            new IFacialMocapSource(adapt(IFacialMocapSource.SetupFor(phone))),
            // Without an address: a phone that is asked on both ways would send on both.
            new IFacialMocapTcpSource(adapt(IFacialMocapTcpSource.SetupFor(phone: null))),
            new LiveLinkFaceSource(adapt(LiveLinkFaceSource.DefaultSetup)),
            new VmcSource(adapt(VmcSource.DefaultSetup)),
            new OpenSeeFaceSource(adapt(OpenSeeFaceSource.DefaultSetup)),
        ];
        if (phone is not null)
        {
            sources.Insert(1, new VTubeStudioSource(adapt(VTubeStudioSource.SetupFor(phone))));
        }

        return sources;
    }
}
