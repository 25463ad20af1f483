using Bunraku.Core.Errors;
using Bunraku.Mocap.Faces;

namespace Bunraku.Mocap.Sources.Vmc;

/// <summary>Listens to VMC; nothing is ever sent.</summary>
internal sealed class VmcProtocol : IFaceProtocol
{
    private readonly VmcDecoder _decoder = new();

    public long? Lost => null;

    public Phrase? Problem => null;

    public void StartOver() => _decoder.Reset();

    public PacketKind Decode(ReadOnlySpan<byte> packet, TimeSpan now, out FacePose? face) =>
        !_decoder.TryParse(packet, now, out face) ? PacketKind.Malformed
        : face is null ? PacketKind.Understood
        : PacketKind.Face;

    public int NextRequest(Span<byte> destination, TimeSpan now, bool isReceiving) => 0;

    public int Farewell(Span<byte> destination) => 0;
}
