using System.Buffers.Binary;
using Bunraku.Core.Images;
using SkiaSharp;

namespace Bunraku.Core.Animation;

/// <summary>
/// Animated WebP (the RIFF container of Google's WebP specification: VP8X, ANIM and ANMF chunks) around still pictures by Skia's lossy
/// encoder; alpha is lossless. A frame stores the rectangle that changed. The stream must be seekable.
/// </summary>
internal sealed class WebpAnimationWriter : IAnimationWriter
{
    private const float Quality = 90f;
    private const byte AnimationFlag = 0x02;
    private const byte AlphaFlag = 0x10;
    private const byte ReplaceBelow = 0x02;
    private readonly Stream _stream;
    private readonly AnimationSpec _spec;
    private readonly FrameChanges _changes = new();
    private readonly long _start;
    private int _frame;

    public WebpAnimationWriter(Stream stream, AnimationSpec spec)
    {
        _stream = stream;
        _spec = spec;
        _start = stream.Position;
        Span<byte> head = stackalloc byte[12];
        "RIFF"u8.CopyTo(head);
        "WEBP"u8.CopyTo(head[8..]);
        stream.Write(head);

        Span<byte> canvas = stackalloc byte[10];
        canvas[0] = (byte)(AnimationFlag | (spec.IsOpaque ? 0 : AlphaFlag));
        WriteUInt24(canvas[4..], spec.Width - 1);
        WriteUInt24(canvas[7..], spec.Height - 1);
        WriteChunk("VP8X"u8, canvas);

        // Background colour (4 bytes, transparent) and the number of plays.
        Span<byte> animation = stackalloc byte[6];
        BinaryPrimitives.WriteUInt16LittleEndian(animation[4..], (ushort)spec.Plays);
        WriteChunk("ANIM"u8, animation);
    }

    public void Add(StraightImage frame)
    {
        PixelRectangle area = AlignToEven(_changes.Next(frame), frame);
        ReadOnlySpan<byte> picture = PictureChunks(EncodeStill(frame.Crop(area)));
        byte[] content = new byte[16 + picture.Length];
        WriteUInt24(content, area.Left / 2);
        WriteUInt24(content.AsSpan(3), area.Top / 2);
        WriteUInt24(content.AsSpan(6), area.Width - 1);
        WriteUInt24(content.AsSpan(9), area.Height - 1);
        WriteUInt24(content.AsSpan(12), _spec.DurationOf(_frame++, unitsPerSecond: 1000));
        content[15] = ReplaceBelow;
        picture.CopyTo(content.AsSpan(16));
        WriteChunk("ANMF"u8, content);
    }

    public void Finish()
    {
        long end = _stream.Position;
        Span<byte> size = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(size, (uint)(end - _start - 8));
        _stream.Position = _start + 4;
        _stream.Write(size);
        _stream.Position = end;
    }

    public void Dispose()
    {
    }

    /// <summary>Offsets are stored halved, so the rectangle grows to even ones.</summary>
    private static PixelRectangle AlignToEven(PixelRectangle area, StraightImage frame)
    {
        int top = area.Top & ~1;
        int left = area.Left & ~1;
        int bottom = Math.Min((area.Top + area.Height + 1) & ~1, frame.Height);
        int right = Math.Min((area.Left + area.Width + 1) & ~1, frame.Width);
        return new PixelRectangle(top, left, bottom - top, right - left);
    }

    private static unsafe byte[] EncodeStill(StraightImage image)
    {
        var info = new SKImageInfo(image.Width, image.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul, colorspace: null);
        fixed (byte* pixels = image.Pixels)
        {
            using var pixmap = new SKPixmap(info, (nint)pixels);
            using SKData data = pixmap.Encode(new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossy, Quality))
                ?? throw new InvalidOperationException($"The WebP encoder refused a {image.Width}x{image.Height} picture.");
            return data.ToArray();
        }
    }

    /// <summary>The alpha and picture chunks of a still file: all but its RIFF header and its VP8X chunk.</summary>
    private static ReadOnlySpan<byte> PictureChunks(ReadOnlySpan<byte> still)
    {
        ReadOnlySpan<byte> chunks = still[12..];
        return chunks.StartsWith("VP8X"u8) ? chunks[(8 + BinaryPrimitives.ReadInt32LittleEndian(chunks[4..]))..] : chunks;
    }

    private void WriteChunk(ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Span<byte> head = stackalloc byte[8];
        type.CopyTo(head);
        BinaryPrimitives.WriteInt32LittleEndian(head[4..], content.Length);
        _stream.Write(head);
        _stream.Write(content);
        if (content.Length % 2 == 1)
        {
            _stream.WriteByte(0);
        }
    }

    private static void WriteUInt24(Span<byte> target, int value)
    {
        target[0] = (byte)value;
        target[1] = (byte)(value >> 8);
        target[2] = (byte)(value >> 16);
    }
}
