using Bunraku.Core.Errors;
using Bunraku.Mocap.Faces;

namespace Bunraku.Mocap.Sources.OpenSeeFace;

/// <summary>
/// Listens to OpenSeeFace, which sends every face it sees. The first one is followed steadily: another person who comes into
/// the picture, under whatever number, moves nothing until the first has been away for a second.
/// </summary>
internal sealed class OpenSeeFaceProtocol : IFaceProtocol
{
    private int? _followed;
    private TimeSpan _seenAt;

    public long? Lost => null;

    public Phrase? Problem => null;

    public void StartOver() => _followed = null;

    public PacketKind Decode(ReadOnlySpan<byte> packet, TimeSpan now, out FacePose? face)
    {
        face = null;
        if (!OpenSeeFacePacket.HasRecords(packet))
        {
            return PacketKind.Malformed;
        }

        ReadOnlySpan<byte> record = _followed is { } id ? OpenSeeFacePacket.Find(packet, id) : [];
        if (record.IsEmpty && _followed is not null && now - _seenAt < SourceTiming.StaleAfter)
        {
            return PacketKind.Understood;
        }

        record = record.IsEmpty ? OpenSeeFacePacket.FirstFace(packet) : record;
        _followed = OpenSeeFacePacket.IdOf(record);
        _seenAt = now;
        return OpenSeeFacePacket.TryParseRecord(record, now, out face) ? PacketKind.Face : PacketKind.Malformed;
    }

    public int NextRequest(Span<byte> destination, TimeSpan now, bool isReceiving) => 0;

    public int Farewell(Span<byte> destination) => 0;
}
