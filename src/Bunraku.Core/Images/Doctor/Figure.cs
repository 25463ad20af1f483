namespace Bunraku.Core.Images.Doctor;

/// <summary>Connected solid pixels of a picture.</summary>
/// <param name="Label">Its number in <see cref="Figures.Labels"/>.</param>
/// <param name="Area">In pixels.</param>
/// <param name="Left">The first column.</param>
/// <param name="Top">The first row.</param>
/// <param name="Right">The last column, exclusive.</param>
/// <param name="Bottom">The last row, exclusive.</param>
internal readonly record struct Figure(int Label, int Area, int Left, int Top, int Right, int Bottom)
{
    public int Height => Bottom - Top;

    public int Width => Right - Left;

    /// <summary>How many pixels apart the boxes of two figures are; 0 where they meet.</summary>
    public int Gap(Figure other)
    {
        int x = Math.Max(Math.Max(Left, other.Left) - Math.Min(Right, other.Right), 0);
        int y = Math.Max(Math.Max(Top, other.Top) - Math.Min(Bottom, other.Bottom), 0);
        return Math.Max(x, y);
    }
}
