using Bunraku.Mocap.Sources;
using Bunraku.Mocap.Sources.FaceMotion;
using Bunraku.Mocap.Sources.IFacialMocap;
using Bunraku.Mocap.Sources.LiveLinkFace;
using Bunraku.Mocap.Sources.MediaPipe;
using Bunraku.Mocap.Sources.OpenSeeFace;
using Bunraku.Mocap.Sources.Vmc;
using Bunraku.Mocap.Sources.VTubeStudio;
using Bunraku.TestSupport;
using CsCheck;

namespace Bunraku.Mocap.Tests.Sources;

/// <summary>Bytes of every kind for every decoder: none may throw. More than 100,000 in all.</summary>
public sealed class DecoderFuzzTests
{
    private const int RandomInputs = 5_000;
    private const int MutatedInputs = 10_000;

    private static readonly FaceMotionPhone Phone = new(7, ["eyeBlinkLeft", "jawOpen", "new"]);
    private static readonly float[] Matrix = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];

    private static readonly Dictionary<string, Decoder> Decoders = new()
    {
        ["iFacialMocap"] = new(packet => IFacialMocapPacket.TryParse(packet, TimeSpan.Zero, out _), () => MadePackets.Text()),
        ["iFacialMocap conversation"] = new(Once(() => new PhoneProtocol(null, NewSession(overTcp: false))), () => MadePackets.Text()),
        ["Face Motion schema"] = new(packet => FaceMotionSchema.TryParse(packet, out _), () => Phone.SchemaPayload(0)[20..]),
        ["Face Motion session"] = new(Once(() => NewSession(overTcp: false)), () => Phone.SchemaMessage(0)),
        ["Face Motion frame"] = new(Once(RunningSession), () => Phone.FrameMessage(1, [1, 2, 3])),
        ["VMC"] = new(packet => new VmcDecoder().TryParse(packet, TimeSpan.Zero, out _), () => MadePackets.Vmc()),
        ["OpenSeeFace"] = new(packet => OpenSeeFacePacket.TryParse(packet, TimeSpan.Zero, out _), () => MadePackets.OpenSeeFace()),
        ["VTube Studio"] = new(packet => VTubeStudioPacket.TryParse(packet, TimeSpan.Zero, out _), () => MadePackets.VTubeStudio()),
        ["Live Link Face"] = new(packet => LiveLinkFacePacket.TryParse(packet, TimeSpan.Zero, out _), () => MadePackets.LiveLinkFace()),
        ["MediaPipe"] = new(
            packet => MediaPipeMessage.TryParse(packet, TimeSpan.Zero, out _, out _), () => MediaPipePage.Message(new float[52], Matrix, 5)),
        ["TCP stream"] = new(packet => PhoneStream.TryCut(packet, out _, out _), () => [.. MadePackets.Text(), .. "___iFacialMocap"u8]),
        ["recognition"] = new(packet => ProtocolRecognition.Recognise(packet), () => MadePackets.Vmc()),
    };

    private delegate void Decode(ReadOnlySpan<byte> packet);

    public static TheoryData<string> Names => [.. Decoders.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Random_bytes_never_throw(string name) =>
        Gen.Byte.Array[0, 400].Sample(bytes => Decoders[name].Run(bytes), iter: RandomInputs, threads: 2);

    [Theory]
    [MemberData(nameof(Names))]
    public void Changed_and_cut_packets_never_throw(string name)
    {
        byte[] packet = Decoders[name].Packet();
        Gen<(int Offset, byte Value)> change = Gen.Select(Gen.Int[0, packet.Length - 1], Gen.Byte);
        Gen.Select(change.Array[0, 6], Gen.Int[0, packet.Length], Gen.Bool)
            .Sample((changes, cut, isCut) => Decoders[name].Run(Mutated(packet, changes, isCut ? cut : packet.Length)), iter: MutatedInputs, threads: 2);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_packet_cut_at_every_byte_never_throws(string name)
    {
        byte[] packet = Decoders[name].Packet();
        for (int length = 0; length <= packet.Length; length++)
        {
            Decoders[name].Run(packet.AsSpan(0, length));
            Decoders[name].Run(packet.AsSpan(length));
        }
    }

    private static byte[] Mutated(byte[] packet, (int Offset, byte Value)[] changes, int length)
    {
        byte[] mutated = [.. packet];
        foreach ((int offset, byte value) in changes)
        {
            mutated[offset] = value;
        }

        return mutated[..length];
    }

    private static FaceMotionSession NewSession(bool overTcp) => new(asks: false, keepsAsking: false, overTcp);

    private static FaceMotionSession RunningSession()
    {
        FaceMotionSession session = NewSession(overTcp: false);
        session.Decode(Phone.SchemaMessage(0), TimeSpan.Zero, out _);
        Assert.True(session.HasSchema);
        return session;
    }

    private static Decode Once(Func<IFaceProtocol> protocol) => packet => protocol().Decode(packet, TimeSpan.Zero, out _);

    private sealed record Decoder(Decode Run, Func<byte[]> Packet);
}
