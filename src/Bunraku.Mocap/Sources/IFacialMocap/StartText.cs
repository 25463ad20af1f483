using System.Text;

namespace Bunraku.Mocap.Sources.IFacialMocap;

/// <summary>What is sent to a phone to make it stream text: one datagram, ASCII, without a terminator.</summary>
internal static class StartText
{
    private const string Secret = "sahuasouryya9218sauhuiayeta91555dy3719";

    /// <summary>The request for a stream.</summary>
    public static byte[] Start(PhoneApp app, StreamVersion version, bool overTcp) => Encoding.ASCII.GetBytes(app switch
    {
        PhoneApp.Facemotion3D => "FACEMOTION3D_OtherStreaming" + (overTcp ? "|protocol=tcp" : ""),
        _ => $"iFacialMocap_{(overTcp ? "UDPTCP_" : "")}{Secret}{(version == StreamVersion.Version1 ? "" : "|sendDataVersion=v2")}",
    });

    /// <summary>The request to end a TCP stream, or nothing where the app knows none.</summary>
    public static byte[] StopTcp(PhoneApp app) => app == PhoneApp.IFacialMocap
        ? Encoding.ASCII.GetBytes($"iFacialMocap_UDPTCPSTOP_{Secret}")
        : [];
}
