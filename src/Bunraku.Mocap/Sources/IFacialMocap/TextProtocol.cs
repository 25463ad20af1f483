using Bunraku.Core.Errors;
using Bunraku.Mocap.Faces;

namespace Bunraku.Mocap.Sources.IFacialMocap;

/// <summary>
/// The conversation in text: the start datagram every second until faces come, and again when they stop. The text has no flag for a
/// lost face; a phone that sees none repeats its last packet byte for byte.
/// </summary>
internal sealed class TextProtocol(byte[] start, byte[] stop) : IFaceProtocol
{
    /// <summary>So many repetitions mean a lost face; fewer may be the network's own duplicates.</summary>
    internal const int RepetitionsOfLostFace = 5;

    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(1);

    private readonly byte[] _last = new byte[8192];
    private int _lastLength;
    private int _repetitions;
    private TimeSpan? _asked;

    public long? Lost => null;

    public Phrase? Problem => null;

    public PacketKind Decode(ReadOnlySpan<byte> packet, TimeSpan now, out FacePose? face)
    {
        bool isRepetition = _lastLength > 0 && packet.SequenceEqual(_last.AsSpan(0, _lastLength));
        if (isRepetition && ++_repetitions >= RepetitionsOfLostFace)
        {
            face = FacePose.NotFound(now);
            return PacketKind.Face;
        }

        if (!IFacialMocapPacket.TryParse(packet, now, out face))
        {
            return PacketKind.Malformed;
        }

        if (!isRepetition)
        {
            _repetitions = 0;
            _lastLength = packet.Length <= _last.Length ? packet.Length : 0;
            packet[.._lastLength].CopyTo(_last);
        }

        return PacketKind.Face;
    }

    public int NextRequest(Span<byte> destination, TimeSpan now, bool isReceiving)
    {
        if (isReceiving || now - _asked < AskEvery)
        {
            return 0;
        }

        _asked = now;
        start.CopyTo(destination);
        return start.Length;
    }

    public int Farewell(Span<byte> destination)
    {
        stop.CopyTo(destination);
        return stop.Length;
    }
}
