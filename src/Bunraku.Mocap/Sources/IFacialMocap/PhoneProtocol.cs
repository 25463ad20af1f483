using Bunraku.Core.Errors;
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
    private bool _isText;

    public long? Lost => binary.Lost;

    /// <summary>What the phone refused in binary is of no matter while its text brings faces.</summary>
    public Phrase? Problem => _isText ? null : binary.Problem;

    public bool AnswersSender { get; private set; }

    public PacketKind Decode(ReadOnlySpan<byte> packet, TimeSpan now, out FacePose? face)
    {
        if (packet.StartsWith("FMV3"u8))
        {
            _isText = false;
            return binary.Decode(packet, now, out face);
        }

        PacketKind kind = _texts.Decode(packet, now, out face);
        _isText |= kind == PacketKind.Face;
        return kind;
    }

    public int NextRequest(Span<byte> destination, TimeSpan now, bool isReceiving)
    {
        int length = binary.NextRequest(destination, now, isReceiving);
        AnswersSender = length > 0 && binary.AnswersSender;
        return length > 0 || text is null ? length : text.NextRequest(destination, now, isReceiving);
    }

    public int Farewell(Span<byte> destination)
    {
        AnswersSender = true;
        return binary.Farewell(destination);
    }
}
