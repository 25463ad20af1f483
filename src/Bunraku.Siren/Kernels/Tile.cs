namespace Bunraku.Siren.Kernels;

/// <summary>
/// A tile: 32 pixels that are carried through all layers of a level while their activations stay in the cache. Layout
/// [channel][pixel]. The pixels come from anywhere: as four segments of 8 where a level has nothing below it, else as two strips of 16.
/// </summary>
internal static class Tile
{
    /// <summary>Pixels in a tile: two 512-bit vectors, and a whole number of vector pairs at every width.</summary>
    public const int Pixels = 32;

    /// <summary>Neighbouring pixels of one row in a segment.</summary>
    public const int SegmentPixels = 8;

    /// <summary>Segments in a tile.</summary>
    public const int Segments = Pixels / SegmentPixels;

    /// <summary>Neighbouring pixels of one row in a strip: as many as a 512-bit vector holds.</summary>
    public const int StripPixels = 16;

    /// <summary>Strips in a tile.</summary>
    public const int Strips = Pixels / StripPixels;
}
