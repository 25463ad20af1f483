using System.Buffers.Binary;
using System.IO.Hashing;
using Bunraku.Core.Images;

namespace Bunraku.Core.Animation;

/// <summary>
/// Animated PNG (PNG specification, third edition: acTL, fcTL and fdAT chunks) around still PNG pictures. Every pixel is kept
/// exactly; a frame stores the rectangle that changed.
/// </summary>
internal sealed class PngAnimationWriter(Stream stream, AnimationSpec spec) : IAnimationWriter
{
    private const int DelayNumerator = 100;
    private readonly FrameChanges _changes = new();
    private uint _sequence;

    public void Add(StraightImage frame)
    {
        PixelRectangle changed = _changes.Next(frame);
        byte[] still = PngFile.Encode(frame.Crop(changed));
        bool first = _sequence == 0;
        if (first)
        {
            stream.Write(still.AsSpan(0, 8));
        }

        for (int at = 8; at < still.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(still.AsSpan(at));
            ReadOnlySpan<byte> type = still.AsSpan(at + 4, 4);
            ReadOnlySpan<byte> content = still.AsSpan(at + 8, length);
            at += length + 12;
            if (type.SequenceEqual("IHDR"u8))
            {
                WriteFrameHead(first, content, changed);
            }
            else if (type.SequenceEqual("IDAT"u8))
            {
                WriteFrameData(first, content);
            }
        }
    }

    public void Finish() => WriteChunk("IEND"u8, []);

    public void Dispose()
    {
    }

    private void WriteFrameHead(bool first, ReadOnlySpan<byte> header, PixelRectangle area)
    {
        if (first)
        {
            WriteChunk("IHDR"u8, header);
            Span<byte> animation = stackalloc byte[8];
            BinaryPrimitives.WriteInt32BigEndian(animation, spec.FrameCount);
            BinaryPrimitives.WriteInt32BigEndian(animation[4..], spec.Plays);
            WriteChunk("acTL"u8, animation);
        }

        // The last two bytes stay 0: the frame replaces what is below it, and is left there for the next.
        Span<byte> control = stackalloc byte[26];
        BinaryPrimitives.WriteUInt32BigEndian(control, _sequence++);
        BinaryPrimitives.WriteInt32BigEndian(control[4..], area.Width);
        BinaryPrimitives.WriteInt32BigEndian(control[8..], area.Height);
        BinaryPrimitives.WriteInt32BigEndian(control[12..], area.Left);
        BinaryPrimitives.WriteInt32BigEndian(control[16..], area.Top);
        BinaryPrimitives.WriteUInt16BigEndian(control[20..], DelayNumerator);
        BinaryPrimitives.WriteUInt16BigEndian(control[22..], (ushort)Math.Round(DelayNumerator * spec.FramesPerSecond));
        WriteChunk("fcTL"u8, control);
    }

    private void WriteFrameData(bool first, ReadOnlySpan<byte> data)
    {
        if (first)
        {
            WriteChunk("IDAT"u8, data);
            return;
        }

        byte[] numbered = new byte[data.Length + 4];
        BinaryPrimitives.WriteUInt32BigEndian(numbered, _sequence++);
        data.CopyTo(numbered.AsSpan(4));
        WriteChunk("fdAT"u8, numbered);
    }

    private void WriteChunk(ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        byte[] chunk = new byte[content.Length + 12];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        type.CopyTo(chunk.AsSpan(4));
        content.CopyTo(chunk.AsSpan(8));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(content.Length + 8), Crc32.HashToUInt32(chunk.AsSpan(4, content.Length + 4)));
        stream.Write(chunk);
    }
}
