namespace Bunraku.Siren.Kernels;

/// <summary>
/// What the two strips of a tile are interpolated from: for each, the nearer and the other row of the level below at its first source column.
/// All are readable one column before and one behind the sources.
/// </summary>
internal readonly unsafe struct StripSources
{
    /// <summary>Sources of a strip.</summary>
    public const int Count = Tile.StripPixels / 2;

    public float* FirstNear { get; init; }

    public float* FirstFar { get; init; }

    public float* SecondNear { get; init; }

    public float* SecondFar { get; init; }

    /// <summary>Floats from one channel to the next in a row.</summary>
    public int Stride { get; init; }
}
