using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Sources.FaceMotion;

namespace Bunraku.Mocap.Sources.IFacialMocap;

/// <summary>
/// What can come to the port of iFacialMocap: text, or binary messages that begin with <c>FMV3</c>. Both are always understood;
/// asked for is one.
/// </summary>
internal sealed class PhoneProtocol(TextProtocol? text, FaceMotionSession binary) : IFaceProtocol
{
    private readonly TextProtocol _texts = text ?? new TextProtocol([], []);

    public long? Lost => binary.Lost;

    public string? Problem => binary.Problem;

    public PacketKind Decode(ReadOnlySpan<byte> packet, TimeSpan now, out FacePose? face) => packet.StartsWith("FMV3"u8)
        ? binary.Decode(packet, now, out face)
        : _texts.Decode(packet, now, out face);

    public int NextRequest(Span<byte> destination, TimeSpan now, bool isReceiving)
    {
        int length = binary.NextRequest(destination, now, isReceiving);
        return length > 0 || text is null ? length : text.NextRequest(destination, now, isReceiving);
    }

    public int Farewell(Span<byte> destination) => binary.Farewell(destination);
}
