using System.Net;

namespace Bunraku.Mocap.Sources.OpenSeeFace;

/// <summary>OpenSeeFace's <c>facetracker</c>, a webcam tracker that runs on this computer and sends by itself.</summary>
/// <param name="setup">Usually <see cref="DefaultSetup"/>.</param>
/// <param name="clock">The clock, or null for the system's.</param>
public sealed class OpenSeeFaceSource(SourceSetup setup, TimeProvider? clock = null)
    : UdpFaceSource(setup, new OpenSeeFaceProtocol(), clock ?? TimeProvider.System)
{
    /// <summary>The tracker's usual port on this computer.</summary>
    public static SourceSetup DefaultSetup { get; } = new()
    {
        Protocol = TrackingProtocol.OpenSeeFace,
        Name = "OpenSeeFace",
        Port = 11573,
        ListenAddress = IPAddress.Loopback,
    };
}
