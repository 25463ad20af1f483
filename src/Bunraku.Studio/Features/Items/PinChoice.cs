using Bunraku.Core.Images;
using Bunraku.Live.Items;

namespace Bunraku.Studio.Features.Items;

/// <summary>What an item is pinned to.</summary>
internal enum PinTarget
{
    Nearest,
    Head,
    Body,
}

/// <summary>Finds the point of a character that an item follows.</summary>
internal static class PinChoice
{
    private const int Size = CharacterPicture.Size;

    /// <summary>How far inside the outline a pin lies: beyond it, nothing says how the character moves.</summary>
    private const int Inside = 8;
    private const int BodyRow = 330;

    /// <summary>The same item with its middle at a place of the picture, pinned.</summary>
    public static Item Pinned(Item item, CharacterPicture picture, double x, double y, PinTarget target)
    {
        (double column, double row) = target switch
        {
            PinTarget.Head => (FaceCrop.Student.Left + (FaceCrop.Student.Width / 2), FaceCrop.Student.Top + (FaceCrop.Student.Height / 2)),
            PinTarget.Body => (Size / 2, BodyRow),
            _ => (x, y),
        };
        (int pinX, int pinY) = Nearest(picture, column, row);
        return (item with { PinX = pinX, PinY = pinY, X = x - pinX, Y = y - pinY }).Repaired();
    }

    private static (int X, int Y) Nearest(CharacterPicture picture, double x, double y)
    {
        (int X, int Y) best = ((int)Math.Clamp(x, 0, Size - 1), (int)Math.Clamp(y, 0, Size - 1));
        double least = double.PositiveInfinity;
        for (int row = Inside; row < Size - Inside; row++)
        {
            for (int column = Inside; column < Size - Inside; column++)
            {
                double distance = ((column - x) * (column - x)) + ((row - y) * (row - y));
                if (distance < least && IsInside(picture, column, row))
                {
                    (best, least) = ((column, row), distance);
                }
            }
        }

        return best;
    }

    private static bool IsInside(CharacterPicture picture, int column, int row)
    {
        ReadOnlySpan<float> alpha = picture.Values.AsSpan(3 * Size * Size);
        for (int dy = -Inside; dy <= Inside; dy += Inside)
        {
            for (int dx = -Inside; dx <= Inside; dx += Inside)
            {
                if (alpha[((row + dy) * Size) + column + dx] < 0)
                {
                    return false;
                }
            }
        }

        return true;
    }
}
