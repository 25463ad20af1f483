using System.Buffers.Binary;
using Bunraku.Live.Frames;
using Bunraku.Live.Stages;

namespace Bunraku.Live.Tests.Fakes;

/// <summary>What a canvas saw of a frame: the header, and the alpha of the first pixel.</summary>
internal sealed record ReceivedFrame(uint Number, int Left, int Top, int Width, int Height, byte Alpha);

/// <summary>A canvas that shows frames.</summary>
internal sealed class BrowserFake(Stage stage) : SinkFake<ReceivedFrame>((sink, gone) => new Viewer(stage, sink).RunAsync(gone))
{
    protected override ReceivedFrame Read(ReadOnlySpan<byte> message) => new(
        BinaryPrimitives.ReadUInt32LittleEndian(message[4..]),
        BinaryPrimitives.ReadUInt16LittleEndian(message[8..]),
        BinaryPrimitives.ReadUInt16LittleEndian(message[10..]),
        BinaryPrimitives.ReadUInt16LittleEndian(message[12..]),
        BinaryPrimitives.ReadUInt16LittleEndian(message[14..]),
        message[FrameMessage.HeaderLength + 3]);
}
