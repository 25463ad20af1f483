namespace Bunraku.Core.Images;

/// <summary>
/// A picture as files and screens hold it: 8-bit R, G, B, A for each pixel, row after row from the top; colours are sRGB code values with
/// straight alpha (not multiplied by it).
/// </summary>
public sealed class StraightImage
{
    /// <summary>Makes a fully transparent picture.</summary>
    public StraightImage(int width, int height)
        : this(width, height, new byte[checked(4 * width * height)])
    {
    }

    /// <summary>Takes the pixels as they are.</summary>
    /// <param name="width">In pixels, at least 1.</param>
    /// <param name="height">In pixels, at least 1.</param>
    /// <param name="pixels">[height, width, 4].</param>
    public StraightImage(int width, int height, byte[] pixels)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNotEqual(pixels.Length, checked(4 * width * height));
        Width = width;
        Height = height;
        Pixels = pixels;
    }

    /// <summary>In pixels, at least 1.</summary>
    public int Width { get; }

    /// <summary>In pixels, at least 1.</summary>
    public int Height { get; }

    /// <summary>[Height, Width, 4]: R, G, B, A.</summary>
    public byte[] Pixels { get; }

    /// <summary>Whether the file it was read from has a colour profile that could not be used, so that its colours may look different elsewhere.</summary>
    public bool HasUnusedProfile { get; init; }

    /// <summary>The size of the file, where the picture was made smaller after it was read.</summary>
    public (int Width, int Height) FileSize { get => field == default ? (Width, Height) : field; init; }

    /// <summary>A copy of a part of the picture.</summary>
    public StraightImage Crop(PixelRectangle area)
    {
        var part = new StraightImage(area.Width, area.Height);
        for (int row = 0; row < area.Height; row++)
        {
            Pixels.AsSpan(4 * (((area.Top + row) * Width) + area.Left), 4 * area.Width).CopyTo(part.Pixels.AsSpan(4 * row * area.Width));
        }

        return part;
    }
}
