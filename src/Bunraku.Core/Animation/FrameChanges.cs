using System.Runtime.InteropServices;
using Bunraku.Core.Images;

namespace Bunraku.Core.Animation;

/// <summary>Remembers the last frame, so that only the rectangle that differs from it needs to be stored.</summary>
internal sealed class FrameChanges
{
    private byte[]? _previous;

    /// <summary>
    /// The smallest rectangle outside which the frame equals the one before: the whole frame at first, and one pixel where nothing
    /// differs, because no format has empty frames.
    /// </summary>
    public PixelRectangle Next(StraightImage frame)
    {
        PixelRectangle changed = _previous is null
            ? new PixelRectangle(0, 0, frame.Height, frame.Width)
            : Bounds(frame.Width, frame.Height, MemoryMarshal.Cast<byte, int>(frame.Pixels), MemoryMarshal.Cast<byte, int>(_previous));
        _previous ??= new byte[frame.Pixels.Length];
        frame.Pixels.CopyTo(_previous, 0);
        return changed;
    }

    private static PixelRectangle Bounds(int width, int height, ReadOnlySpan<int> frame, ReadOnlySpan<int> previous)
    {
        int top = frame.CommonPrefixLength(previous) / width;
        if (top == height)
        {
            return new PixelRectangle(0, 0, 1, 1);
        }

        int bottom = height;
        while (frame.Slice((bottom - 1) * width, width).SequenceEqual(previous.Slice((bottom - 1) * width, width)))
        {
            bottom--;
        }

        int left = width;
        int right = 0;
        for (int row = top; row < bottom; row++)
        {
            ReadOnlySpan<int> a = frame.Slice(row * width, width);
            ReadOnlySpan<int> b = previous.Slice(row * width, width);
            left = Math.Min(left, a.CommonPrefixLength(b));
            int end = width;
            while (end > right && a[end - 1] == b[end - 1])
            {
                end--;
            }

            right = end;
        }

        return new PixelRectangle(top, left, bottom - top, right - left);
    }
}
