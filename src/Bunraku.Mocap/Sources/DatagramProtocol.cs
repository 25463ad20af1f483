using Bunraku.Core.Errors;
using Bunraku.Mocap.Faces;

namespace Bunraku.Mocap.Sources;

/// <summary>Decodes one datagram that is a whole face.</summary>
internal delegate bool FaceDecoder(ReadOnlySpan<byte> datagram, TimeSpan arrival, out FacePose? face);

/// <summary>A tracker that sends by itself, each datagram a whole face.</summary>
internal sealed class DatagramProtocol(FaceDecoder decoder) : IFaceProtocol
{
    public long? Lost => null;

    public Phrase? Problem => null;

    public PacketKind Decode(ReadOnlySpan<byte> packet, TimeSpan now, out FacePose? face) =>
        decoder(packet, now, out face) ? PacketKind.Face : PacketKind.Malformed;

    public int NextRequest(Span<byte> destination, TimeSpan now, bool isReceiving) => 0;

    public int Farewell(Span<byte> destination) => 0;
}
