namespace Bunraku.Mocap.Sources.LiveLinkFace;

/// <summary>Epic's Live Link Face app. The phone sends by itself to the address and port that the user types there.</summary>
/// <param name="setup">Usually <see cref="DefaultSetup"/>.</param>
/// <param name="clock">The clock, or null for the system's.</param>
public sealed class LiveLinkFaceSource(SourceSetup setup, TimeProvider? clock = null)
    : UdpFaceSource(setup, new DatagramProtocol(LiveLinkFacePacket.TryParse), clock ?? TimeProvider.System)
{
    /// <summary>The app's usual port, on all interfaces.</summary>
    public static SourceSetup DefaultSetup { get; } = new()
    {
        Protocol = TrackingProtocol.LiveLinkFace,
        Name = "Live Link Face",
        Port = 11111,
    };
}
