using System.Buffers.Binary;
using Bunraku.Core.Images;

namespace Bunraku.Live.Frames;

/// <summary>
/// The binary message that brings a frame to a page: a header of 20 bytes, then the straight RGBA bytes of a rectangle of the 512 x 512 picture, row
/// by row. Everything outside the rectangle is transparent. Header, little-endian: version (uint32), frame number (uint32), left, top, width, height
/// (uint16 each), time of the engine in milliseconds (float32). The places of items may follow. <c>wwwroot/js/canvas.js</c> reads it.
/// </summary>
public static class FrameMessage
{
    /// <summary>The length of the header, in bytes.</summary>
    public const int HeaderLength = 20;
    private const uint Version = 1;

    /// <summary>The length of the message for a rectangle, in bytes.</summary>
    public static int Length(PixelRectangle rectangle) => HeaderLength + (4 * rectangle.Width * rectangle.Height);

    /// <summary>Writes the header.</summary>
    public static void WriteHeader(Span<byte> message, uint number, PixelRectangle rectangle, float engineMilliseconds)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(message, Version);
        BinaryPrimitives.WriteUInt32LittleEndian(message[4..], number);
        BinaryPrimitives.WriteUInt16LittleEndian(message[8..], (ushort)rectangle.Left);
        BinaryPrimitives.WriteUInt16LittleEndian(message[10..], (ushort)rectangle.Top);
        BinaryPrimitives.WriteUInt16LittleEndian(message[12..], (ushort)rectangle.Width);
        BinaryPrimitives.WriteUInt16LittleEndian(message[14..], (ushort)rectangle.Height);
        BinaryPrimitives.WriteSingleLittleEndian(message[16..], engineMilliseconds);
    }
}
