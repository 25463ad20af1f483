using Bunraku.Siren.Engine;
using Bunraku.Siren.Kernels;

namespace Bunraku.Siren.Training.Simd;

/// <summary>Eight neighbouring pixels of a row; four segments, from anywhere in a band, make a tile.</summary>
/// <param name="Origin">The first of them; its column is even, because the upsampling treats pixels in pairs.</param>
/// <param name="Skip">So many of the first pixels belong to another segment: their gradient is not counted again.</param>
/// <param name="Weight">What the loss of its pixels counts; of no meaning below the fine level.</param>
internal readonly record struct Segment(TileOrigin Origin, int Skip, float Weight)
{
    /// <summary>The pixels of a tile that may be treated at once: all 32 where its segments are neighbours, else those of one segment.</summary>
    public static int RunPixels(ReadOnlySpan<Segment> tile)
    {
        for (int i = 1; i < tile.Length; i++)
        {
            if (!tile[i].Follows(tile[i - 1]))
            {
                return Tile.SegmentPixels;
            }
        }

        return Tile.Pixels;
    }

    /// <summary>Whether a segment begins where another ends.</summary>
    public bool Follows(Segment other) =>
        Skip == 0 && other.Skip == 0 && Origin.Row == other.Origin.Row && Origin.Column == other.Origin.Column + Tile.SegmentPixels;
}
