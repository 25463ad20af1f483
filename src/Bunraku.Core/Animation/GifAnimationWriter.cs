using System.Buffers.Binary;
using Bunraku.Core.Images;

namespace Bunraku.Core.Animation;

/// <summary>
/// Animated GIF (GIF89a) with a palette for every frame. Pixels are opaque or transparent, nothing in between. Opaque animations store
/// what changed; others store each frame's visible part and clear it again, because GIF cannot make a pixel transparent otherwise.
/// </summary>
internal sealed class GifAnimationWriter : IAnimationWriter
{
    /// <summary>Delays are whole hundredths of a second, and viewers slow down what is shorter than two.</summary>
    public const double MaximumFramesPerSecond = 50;

    private const byte KeepForNext = 1 << 2;
    private const byte ClearAfter = 2 << 2;
    private const byte HasTransparent = 1;
    private const byte LocalPaletteOf256 = 0x87;
    private readonly Stream _stream;
    private readonly AnimationSpec _spec;
    private readonly FrameChanges _changes = new();
    private readonly GifPalette _palette = new();
    private readonly LzwEncoder _lzw = new();
    private int _frame;

    public GifAnimationWriter(Stream stream, AnimationSpec spec)
    {
        _stream = stream;
        _spec = spec;
        stream.Write("GIF89a"u8);
        Span<byte> screen = stackalloc byte[7];
        BinaryPrimitives.WriteUInt16LittleEndian(screen, (ushort)spec.Width);
        BinaryPrimitives.WriteUInt16LittleEndian(screen[2..], (ushort)spec.Height);
        stream.Write(screen);
        if (spec.Plays != 1)
        {
            // The number in the file counts repetitions after the first play; 0 is for ever.
            Span<byte> plays = [0x21, 0xFF, 11, .. "NETSCAPE2.0"u8, 3, 1, 0, 0, 0];
            BinaryPrimitives.WriteUInt16LittleEndian(plays[16..], (ushort)Math.Max(spec.Plays - 1, 0));
            stream.Write(plays);
        }
    }

    public void Add(StraightImage frame)
    {
        PixelRectangle area = _spec.IsOpaque ? _changes.Next(frame) : VisiblePart(frame);
        byte[] indices = _palette.Quantize(frame.Crop(area));
        Span<byte> control = [0x21, 0xF9, 4, (byte)(HasTransparent | (_spec.IsOpaque ? KeepForNext : ClearAfter)), 0, 0, GifPalette.Transparent, 0];
        BinaryPrimitives.WriteUInt16LittleEndian(control[4..], (ushort)_spec.DurationOf(_frame++, unitsPerSecond: 100));
        _stream.Write(control);

        Span<byte> head = stackalloc byte[10];
        head[0] = 0x2C;
        BinaryPrimitives.WriteUInt16LittleEndian(head[1..], (ushort)area.Left);
        BinaryPrimitives.WriteUInt16LittleEndian(head[3..], (ushort)area.Top);
        BinaryPrimitives.WriteUInt16LittleEndian(head[5..], (ushort)area.Width);
        BinaryPrimitives.WriteUInt16LittleEndian(head[7..], (ushort)area.Height);
        head[9] = LocalPaletteOf256;
        _stream.Write(head);
        _stream.Write(_palette.Colors);
        _lzw.Write(indices, _stream);
    }

    public void Finish() => _stream.WriteByte(0x3B);

    public void Dispose()
    {
    }

    /// <summary>The smallest rectangle around all opaque pixels, or one pixel where there are none.</summary>
    private static PixelRectangle VisiblePart(StraightImage frame)
    {
        (int top, int left, int bottom, int right) = (frame.Height, frame.Width, 0, 0);
        for (int p = 0; p < frame.Width * frame.Height; p++)
        {
            if (GifPalette.IsOpaque(frame.Pixels[(4 * p) + 3]))
            {
                (int row, int column) = (p / frame.Width, p % frame.Width);
                (top, bottom) = (Math.Min(top, row), row + 1);
                (left, right) = (Math.Min(left, column), Math.Max(right, column + 1));
            }
        }

        return bottom == 0 ? new PixelRectangle(0, 0, 1, 1) : new PixelRectangle(top, left, bottom - top, right - left);
    }
}
