using System.Net;

namespace Bunraku.Mocap.Sources;

/// <summary>Where a source listens and whom it asks. Each source offers its usual setup, to be changed by <c>with</c>.</summary>
public sealed record SourceSetup
{
    /// <summary>The language in which the data is sent.</summary>
    public required TrackingProtocol Protocol { get; init; }

    /// <summary>The name shown to the user, for example <c>iFacialMocap</c>.</summary>
    public required string Name { get; init; }

    /// <summary>How the data arrives.</summary>
    public SourceTransport Transport { get; init; } = SourceTransport.Udp;

    /// <summary>The port of this computer that the data comes to; 0 takes any free one.</summary>
    public int Port { get; init; }

    /// <summary>The only address of this computer to listen on; null listens on all of them, IPv4 and IPv6.</summary>
    public IPAddress? ListenAddress { get; init; }

    /// <summary>The phone as the user typed it, the only address that anything is ever sent to; null sends nothing.</summary>
    public IPAddress? PhoneAddress { get; init; }

    /// <summary>The port of the phone that requests go to.</summary>
    public int PhonePort { get; init; }

    /// <summary>If given, packets of every other address are counted and dropped.</summary>
    public IPAddress? OnlyFrom { get; init; }
}

/// <summary>How a tracker's data reaches this computer.</summary>
public enum SourceTransport
{
    /// <summary>Datagrams to a port of this computer.</summary>
    Udp,

    /// <summary>The phone opens a TCP connection to a port of this computer.</summary>
    TcpFromPhone,

    /// <summary>This computer opens a TCP connection to a port of the phone.</summary>
    TcpToPhone,

    /// <summary>Messages of a page in the browser.</summary>
    Browser,

    /// <summary>A file of this computer.</summary>
    File,
}

/// <summary>The languages in which trackers send faces. <see cref="OtherOsc"/> is only ever recognised, never received.</summary>
public enum TrackingProtocol
{
    /// <summary>The text of iFacialMocap and Facemotion3D, versions 1 and 2.</summary>
    IFacialMocap,

    /// <summary>The binary version 3 of iFacialMocap and Facemotion3D.</summary>
    FaceMotion,

    /// <summary>Virtual Motion Capture protocol: bones and expressions as OSC messages.</summary>
    Vmc,

    /// <summary>OpenSeeFace's binary records.</summary>
    OpenSeeFace,

    /// <summary>The JSON of VTube Studio's phone app.</summary>
    VTubeStudio,

    /// <summary>Epic's Live Link Face.</summary>
    LiveLinkFace,

    /// <summary>MediaPipe's face landmarker in Bunraku's own page.</summary>
    MediaPipe,

    /// <summary>The mouse pointer in Bunraku's own page.</summary>
    Mouse,

    /// <summary>None: a face that was recorded before.</summary>
    Recording,

    /// <summary>OSC messages that are not VMC, for example of VRChat or Face Cap.</summary>
    OtherOsc,
}
