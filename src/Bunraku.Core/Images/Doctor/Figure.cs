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
}
