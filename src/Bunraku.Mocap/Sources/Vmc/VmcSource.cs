using System.Net;

namespace Bunraku.Mocap.Sources.Vmc;

/// <summary>
/// Programs and apps that send the Virtual Motion Capture protocol: VSeeFace, VMagicMirror, Warudo, VMC itself and others. They send by
/// themselves to the port that the user sets there.
/// </summary>
/// <param name="setup">Usually <see cref="DefaultSetup"/>.</param>
/// <param name="clock">The clock, or null for the system's.</param>
public sealed class VmcSource(SourceSetup setup, TimeProvider? clock = null)
    : UdpFaceSource(setup, new VmcProtocol(), clock ?? TimeProvider.System)
{
    /// <summary>The receiver's port of the protocol, for senders on this computer; for another device listen on all addresses.</summary>
    public static SourceSetup DefaultSetup { get; } = new()
    {
        Protocol = TrackingProtocol.Vmc,
        Name = "VMC",
        Port = 39539,
        ListenAddress = IPAddress.Loopback,
    };
}
