using System.Net;
using Bunraku.Mocap.Sources.FaceMotion;

namespace Bunraku.Mocap.Sources.IFacialMocap;

/// <summary>
/// iFacialMocap or Facemotion3D over UDP. The phone is asked to start until faces come, and again when they stop. Without the
/// phone's address it only listens, for a phone on which the user has typed this computer's address.
/// </summary>
/// <param name="setup">Usually <see cref="SetupFor"/>.</param>
/// <param name="app">The app on the phone.</param>
/// <param name="version">What the phone is asked for; every version that arrives is understood.</param>
/// <param name="clock">The clock, or null for the system's.</param>
/// <param name="keepsAsking">
/// False to follow the document of version 3 to the letter: after five unanswered requests, or twelve seconds of silence, wait until the
/// stream is started on the phone.
/// </param>
public sealed class IFacialMocapSource(
    SourceSetup setup,
    PhoneApp app = PhoneApp.IFacialMocap,
    StreamVersion version = StreamVersion.Version2,
    TimeProvider? clock = null,
    bool keepsAsking = true)
    : UdpFaceSource(setup, ProtocolOf(app, version, keepsAsking), clock ?? TimeProvider.System)
{
    /// <summary>The usual ports, all interfaces, and the phone's address if known.</summary>
    public static SourceSetup SetupFor(IPAddress? phone, PhoneApp app = PhoneApp.IFacialMocap) => new()
    {
        Protocol = TrackingProtocol.IFacialMocap,
        Name = PhonePorts.NameOf(app),
        Port = PhonePorts.Computer,
        PhoneAddress = phone,
        PhonePort = PhonePorts.Requests(app),
    };

    private static PhoneProtocol ProtocolOf(PhoneApp app, StreamVersion version, bool keepsAsking)
    {
        bool isBinary = version == StreamVersion.Version3;
        return new PhoneProtocol(
            isBinary ? null : new TextProtocol(StartText.Start(app, version, overTcp: false), []),
            new FaceMotionSession(asks: isBinary, keepsAsking, overTcp: false));
    }
}
