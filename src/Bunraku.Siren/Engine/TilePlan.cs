using Bunraku.Core.Images;
using Bunraku.Siren.Kernels;
using Bunraku.Siren.Support;

namespace Bunraku.Siren.Engine;

/// <summary>Where a tile of 32 pixels, or a segment of 8, begins.</summary>
internal readonly record struct TileOrigin(int Row, int Column);

/// <summary>
/// Which tiles of each level are computed: all of them, or those that a support mask needs. A pixel of a finer level needs the
/// coarser pixels that it is interpolated from.
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

    /// <summary>Nothing of the body: what is left is the face network.</summary>
    public static TilePlan FaceOnly { get; } = new([], [], []);

    /// <summary>The segments of the face network: its whole 128 x 128 picture.</summary>
    public static TileOrigin[] Face { get; } = AllSegments(FaceCrop.Student.Width);

    /// <summary>Segments, four to a tile.</summary>
    public TileOrigin[] Coarse { get; }

    public TileOrigin[] Middle { get; }

    public TileOrigin[] Fine { get; }

    /// <summary>The segments of one tile.</summary>
    public static ReadOnlySpan<TileOrigin> SegmentsOf(TileOrigin[] segments, int tile) => segments.AsSpan(tile * Tile.Segments, Tile.Segments);

    /// <summary>The tiles that cover a support mask.</summary>
    public static TilePlan For(SupportMask mask) => For(Cover(FineSize, mask.Contains));

    /// <summary>Some tiles of the finest level, and what they need below.</summary>
    /// <param name="fine">They begin at even columns, at most <see cref="FineSize"/> - <see cref="Tile.Pixels"/>.</param>
    public static TilePlan For(TileOrigin[] fine)
    {
        bool[] middle = NeededBelow(FineSize, InTiles(FineSize, fine));
        bool[] coarse = NeededBelow(MiddleSize, middle);
        return new TilePlan(CoverWithSegments(CoarseSize, In(CoarseSize, coarse)), Cover(MiddleSize, In(MiddleSize, middle)), fine);
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

    private static Func<int, int, bool> In(int size, bool[] pixels) => (row, column) => pixels[(row * size) + column];

    private static bool[] InTiles(int size, TileOrigin[] tiles)
    {
        bool[] pixels = new bool[size * size];
        foreach (TileOrigin tile in tiles)
        {
            pixels.AsSpan((tile.Row * size) + tile.Column, Tile.Pixels).Fill(true);
        }

        return pixels;
    }

    // What the upsampling reads for the wanted pixels: two rows and two columns for each. A tile may reach beyond what is wanted; what it
    // makes there of planes that were not computed is read by nobody.
    private static bool[] NeededBelow(int size, bool[] wanted)
    {
        int below = size / 2;
        bool[] needed = new bool[below * below];
        for (int i = 0; i < wanted.Length; i++)
        {
            if (wanted[i])
            {
                (int row, int column) = (i / size, i % size);
                (int farRow, int farColumn) = (FartherSource(row, below), FartherSource(column, below));
                needed[(row / 2 * below) + (column / 2)] = true;
                needed[(row / 2 * below) + farColumn] = true;
                needed[(farRow * below) + (column / 2)] = true;
                needed[(farRow * below) + farColumn] = true;
            }
        }

        return needed;
    }

    private static int FartherSource(int index, int below) => Math.Clamp((index / 2) + ((index & 1) == 0 ? -1 : 1), 0, below - 1);
}
