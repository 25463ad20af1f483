using Bunraku.Core.Characters;
using Bunraku.Siren.Kernels;
using Bunraku.Siren.Support;

namespace Bunraku.Siren.Engine;

/// <summary>Where a tile of 32 pixels, or a segment of 8, begins.</summary>
internal readonly record struct TileOrigin(int Row, int Column);

/// <summary>
/// Which tiles of each level are computed: all of them, or those that a support mask needs. A tile of a finer level needs the
/// coarser pixels below it and one more on each side.
/// </summary>
internal sealed class TilePlan
{
    public const int CoarseSize = CharacterPicture.Size / 4;
    public const int MiddleSize = CharacterPicture.Size / 2;
    public const int FineSize = CharacterPicture.Size;

    private TilePlan(TileOrigin[] coarse, TileOrigin[] middle, TileOrigin[] fine)
    {
        Coarse = coarse;
        Middle = middle;
        Fine = fine;
    }

    /// <summary>Every pixel of every level.</summary>
    public static TilePlan Dense { get; } = new(AllSegments(CoarseSize), AllTiles(MiddleSize), AllTiles(FineSize));

    /// <summary>The segments of the face network: its whole 128 x 128 picture.</summary>
    public static TileOrigin[] Face { get; } = AllSegments(FaceCrop.Student.Width);

    /// <summary>Segments, four to a tile.</summary>
    public TileOrigin[] Coarse { get; }

    public TileOrigin[] Middle { get; }

    public TileOrigin[] Fine { get; }

    /// <summary>The segments of one tile.</summary>
    public static ReadOnlySpan<TileOrigin> SegmentsOf(TileOrigin[] segments, int tile) => segments.AsSpan(tile * Tile.Segments, Tile.Segments);

    /// <summary>The tiles that cover a support mask.</summary>
    public static TilePlan For(SupportMask mask)
    {
        TileOrigin[] fine = Cover(FineSize, mask.Contains);
        TileOrigin[] middle = Cover(MiddleSize, Needed(MiddleSize, fine));
        TileOrigin[] coarse = CoverWithSegments(CoarseSize, Needed(CoarseSize, middle));
        return new TilePlan(coarse, middle, fine);
    }

    private static TileOrigin[] AllTiles(int size) => Cover(size, (_, _) => true);

    private static TileOrigin[] AllSegments(int size) => CoverWithSegments(size, (_, _) => true);

    // The last segment is repeated until the last tile is full.
    private static TileOrigin[] CoverWithSegments(int size, Func<int, int, bool> isWanted)
    {
        List<TileOrigin> segments = [.. Cover(size, isWanted, Tile.SegmentPixels)];
        while (segments.Count % Tile.Segments != 0)
        {
            segments.Add(segments[^1]);
        }

        return [.. segments];
    }

    // Walks each row from left to right and lays a tile wherever the next wanted pixel is not covered yet. Tiles begin at even columns,
    // because the upsampling treats pixels in pairs.
    private static TileOrigin[] Cover(int size, Func<int, int, bool> isWanted, int pixels = Tile.Pixels)
    {
        var tiles = new List<TileOrigin>();
        for (int row = 0; row < size; row++)
        {
            for (int column = 0; column < size; column++)
            {
                if (isWanted(row, column))
                {
                    int start = Math.Min(column & ~1, size - pixels);
                    tiles.Add(new TileOrigin(row, start));
                    column = start + pixels - 1;
                }
            }
        }

        return [.. tiles];
    }

    private static Func<int, int, bool> Needed(int size, TileOrigin[] finerTiles)
    {
        bool[] needed = new bool[size * size];
        foreach (TileOrigin tile in finerTiles)
        {
            int near = tile.Row / 2;
            int far = Math.Clamp(near + ((tile.Row & 1) == 0 ? -1 : 1), 0, size - 1);
            int from = Math.Max(0, (tile.Column / 2) - 1);
            int to = Math.Min(size, ((tile.Column + Tile.Pixels) / 2) + 1);
            needed.AsSpan((near * size) + from, to - from).Fill(true);
            needed.AsSpan((far * size) + from, to - from).Fill(true);
        }

        return (row, column) => needed[(row * size) + column];
    }
}
