using System.Collections;
using Bunraku.Core.Characters;
using Bunraku.Core.Images;

namespace Bunraku.Siren.Support;

/// <summary>
/// The pixels of the 512 x 512 frame that any pose of one character can reach. Found once per character by posing it many times.
/// </summary>
public sealed class SupportMask
{
    private const int Size = CharacterPicture.Size;
    private readonly BitArray _pixels;

    /// <param name="pixels">512 * 512 flags, row by row.</param>
    internal SupportMask(BitArray pixels)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(pixels.Length, Size * Size);
        _pixels = pixels;
        (int top, int left, int bottom, int right) = (Size, Size, 0, 0);
        int count = 0;
        for (int row = 0; row < Size; row++)
        {
            for (int column = 0; column < Size; column++)
            {
                if (Contains(row, column))
                {
                    count++;
                    (top, bottom) = (Math.Min(top, row), row + 1);
                    (left, right) = (Math.Min(left, column), Math.Max(right, column + 1));
                }
            }
        }

        Coverage = (double)count / (Size * Size);
        Bounds = count == 0 ? new PixelRectangle(0, 0, 0, 0) : new PixelRectangle(top, left, bottom - top, right - left);
    }

    /// <summary>The share of the frame's pixels that is in the mask, 0 to 1.</summary>
    public double Coverage { get; }

    /// <summary>The smallest rectangle that holds the mask.</summary>
    public PixelRectangle Bounds { get; }

    internal BitArray Pixels => _pixels;

    public bool Contains(int row, int column) => _pixels[(row * Size) + column];
}
