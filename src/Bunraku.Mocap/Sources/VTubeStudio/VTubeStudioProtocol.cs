using System.Text;
using Bunraku.Core.Errors;
using Bunraku.Mocap.Faces;

namespace Bunraku.Mocap.Sources.VTubeStudio;

/// <summary>The conversation with VTube Studio on a phone: it sends for five seconds after each request, so one goes out every second.</summary>
internal sealed class VTubeStudioProtocol : IFaceProtocol
{
    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(1);

    private byte[] _request = [];
    private TimeSpan? _asked;

    public long? Lost => null;

    public Phrase? Problem => null;

    public void Opened(int localPort) => _request = Encoding.ASCII.GetBytes(
        $$"""{"messageType":"iOSTrackingDataRequest","time":5,"sentBy":"Bunraku","ports":[{{localPort}}]}""");

    public PacketKind Decode(ReadOnlySpan<byte> packet, TimeSpan now, out FacePose? face) =>
        VTubeStudioPacket.TryParse(packet, now, out face) ? PacketKind.Face : PacketKind.Malformed;

    public int NextRequest(Span<byte> destination, TimeSpan now, bool isReceiving)
    {
        if (now - _asked < AskEvery)
        {
            return 0;
        }

        _asked = now;
        _request.CopyTo(destination);
        return _request.Length;
    }

    public int Farewell(Span<byte> destination) => 0;
}
