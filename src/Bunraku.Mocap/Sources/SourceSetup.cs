using System.Net;

namespace Bunraku.Mocap.Sources;

/// <summary>Where a source listens and whom it asks. Each source offers its usual setup, to be changed by <c>with</c>.</summary>
public sealed record SourceSetup
{
    public required TrackingProtocol Protocol { get; init; }

    /// <summary>The name shown to the user, for example <c>iFacialMocap</c>.</summary>
    public required string Name { get; init; }

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
