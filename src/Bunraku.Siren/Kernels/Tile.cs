namespace Bunraku.Siren.Kernels;

/// <summary>
/// A tile: 32 neighbouring pixels of one row, carried through all layers of a level while its activations stay in the cache.
/// Layout [channel][pixel].
/// </summary>
internal static class Tile
{
    /// <summary>Pixels in a tile: two 512-bit vectors, and a whole number of vector pairs at every width.</summary>
    public const int Pixels = 32;
}
