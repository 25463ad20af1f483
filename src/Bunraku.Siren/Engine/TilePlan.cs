using Bunraku.Core.Images;
using Bunraku.Siren.Kernels;
using Bunraku.Siren.Support;

namespace Bunraku.Siren.Engine;

/// <summary>Where a strip of 16 pixels, or a segment of 8, begins.</summary>
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
    public static TilePlan Dense { get; } = new(AllSegments(CoarseSize), AllStrips(MiddleSize), AllStrips(FineSize));

    /// <summary>Nothing of the body: what is left is the face network.</summary>
    public static TilePlan FaceOnly { get; } = new([], [], []);

    /// <summary>The segments of the face network: its whole 128 x 128 picture.</summary>
    public static TileOrigin[] Face { get; } = AllSegments(FaceCrop.Student.Width);

    /// <summary>Segments, four to a tile.</summary>
    public TileOrigin[] Coarse { get; }

    /// <summary>Strips, two to a tile.</summary>
    public TileOrigin[] Middle { get; }

    /// <summary>Strips, two to a tile.</summary>
    public TileOrigin[] Fine { get; }

    /// <summary>The segments of one tile.</summary>
    public static ReadOnlySpan<TileOrigin> SegmentsOf(TileOrigin[] segments, int tile) => segments.AsSpan(tile * Tile.Segments, Tile.Segments);

    /// <summary>The strips of one tile.</summary>
    public static ReadOnlySpan<TileOrigin> StripsOf(TileOrigin[] strips, int tile) => strips.AsSpan(tile * Tile.Strips, Tile.Strips);

    /// <summary>The strips that cover a support mask.</summary>
    public static TilePlan For(SupportMask mask) => For(CoverWithStrips(FineSize, mask.Contains));

    /// <summary>Some strips of the finest level, and what they need below.</summary>
    /// <param name="fine">An even number. They begin at even columns, at most <see cref="FineSize"/> - <see cref="Tile.StripPixels"/>.</param>
    public static TilePlan For(TileOrigin[] fine)
    {
        bool[] middle = NeededBelow(FineSize, InStrips(FineSize, fine));
        bool[] coarse = NeededBelow(MiddleSize, middle);
        return new TilePlan(CoverWithSegments(CoarseSize, In(CoarseSize, coarse)), CoverWithStrips(MiddleSize, In(MiddleSize, middle)), fine);
    }

    private static TileOrigin[] AllStrips(int size) => CoverWithStrips(size, (_, _) => true);

    private static TileOrigin[] AllSegments(int size) => CoverWithSegments(size, (_, _) => true);

    private static TileOrigin[] CoverWithStrips(int size, Func<int, int, bool> isWanted) => Cover(size, isWanted, Tile.StripPixels);

    private static TileOrigin[] CoverWithSegments(int size, Func<int, int, bool> isWanted) => Cover(size, isWanted, Tile.SegmentPixels);

    // Walks each row from left to right and lays a strip or segment wherever the next wanted pixel is not covered yet. They begin at even columns,
    // because the upsampling treats pixels in pairs. The last one is repeated until the last tile is full.
    private static TileOrigin[] Cover(int size, Func<int, int, bool> isWanted, int pixels)
    {
        var pieces = new List<TileOrigin>();
        for (int row = 0; row < size; row++)
        {
            for (int column = 0; column < size; column++)
            {
                if (isWanted(row, column))
                {
                    int start = Math.Min(column & ~1, size - pixels);
                    pieces.Add(new TileOrigin(row, start));
                    column = start + pixels - 1;
                }
            }
        }

        while (pieces.Count % (Tile.Pixels / pixels) != 0)
        {
            pieces.Add(pieces[^1]);
        }

        return [.. pieces];
    }

    private static Func<int, int, bool> In(int size, bool[] pixels) => (row, column) => pixels[(row * size) + column];

    private static bool[] InStrips(int size, TileOrigin[] strips)
    {
        bool[] pixels = new bool[size * size];
        foreach (TileOrigin strip in strips)
        {
            pixels.AsSpan((strip.Row * size) + strip.Column, Tile.StripPixels).Fill(true);
        }

        return pixels;
    }

    // What the upsampling reads for the wanted pixels: two rows and two columns for each. A strip may reach beyond what is wanted; what it
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
