using System.Net;

namespace Bunraku.Mocap.Sources.VTubeStudio;

/// <summary>VTube Studio on an iPhone or iPad, with "3rd Party PC Clients" switched on there.</summary>
/// <param name="setup">Usually <see cref="SetupFor"/>.</param>
/// <param name="clock">The clock, or null for the system's.</param>
public sealed class VTubeStudioSource(SourceSetup setup, TimeProvider? clock = null)
    : UdpFaceSource(setup, new VTubeStudioProtocol(), clock ?? TimeProvider.System)
{
    /// <summary>The usual ports; the app sends only to who asks, so the phone's address is needed.</summary>
    public static SourceSetup SetupFor(IPAddress phone) => new()
    {
        Protocol = TrackingProtocol.VTubeStudio,
        Name = "VTube Studio",
        Port = 11125,
        PhoneAddress = phone,
        PhonePort = 21412,
    };
}
