using System.Buffers.Binary;
using Bunraku.Mocap.Sources.OpenSeeFace;

namespace Bunraku.Mocap.Sources;

/// <summary>Guesses from a packet's first bytes which tracker's it is, to tell the user that two ports were mixed up.</summary>
internal static class ProtocolRecognition
{
    /// <summary>The protocol that a packet looks like, or null.</summary>
    public static TrackingProtocol? Recognise(ReadOnlySpan<byte> packet)
    {
        if (packet.StartsWith("FMV3"u8))
        {
            return TrackingProtocol.FaceMotion;
        }

        if (packet.StartsWith("#bundle\0"u8) || packet.StartsWith("/"u8))
        {
            return packet.IndexOf("/VMC/"u8) >= 0 ? TrackingProtocol.Vmc : TrackingProtocol.OtherOsc;
        }

        if (packet.StartsWith("{"u8))
        {
            return packet.IndexOf("\"BlendShapes\""u8) >= 0 ? TrackingProtocol.VTubeStudio : null;
        }

        if (IsLiveLinkFace(packet))
        {
            return TrackingProtocol.LiveLinkFace;
        }

        if (packet.IndexOf("head#"u8) >= 0 || packet.IndexOf("eyeBlink"u8) >= 0)
        {
            return TrackingProtocol.IFacialMocap;
        }

        return packet.Length > 0 && packet.Length % OpenSeeFacePacket.RecordLength == 0 ? TrackingProtocol.OpenSeeFace : null;
    }

    private static bool IsLiveLinkFace(ReadOnlySpan<byte> packet) =>
        packet.Length > 41 && packet[0] is > 0 and < 16 && BinaryPrimitives.ReadInt32BigEndian(packet[1..]) == 36;
}
