using Bunraku.Siren.Kernels;
using Bunraku.Siren.Memory;

namespace Bunraku.Siren.Engine;

/// <summary>The memory of one worker: two tiles of activations that the layers write in turn, and the positions of its pixels.</summary>
internal sealed unsafe class Scratch(EngineMemory memory)
{
    // The widest layer (360), and room for the zeros of a last block.
    private const int MaximumChannels = 372;

    public float* First { get; } = memory.Take(MaximumChannels * Tile.Pixels);

    public float* Second { get; } = memory.Take(MaximumChannels * Tile.Pixels);

    /// <summary>The one of both tiles that this is not.</summary>
    public float* Other(float* tile) => tile == First ? Second : First;

    /// <summary>[32]: the positions of the tile's pixels.</summary>
    public float* X { get; } = memory.Take(Tile.Pixels);

    /// <inheritdoc cref="X"/>
    public float* Y { get; } = memory.Take(Tile.Pixels);

    /// <summary>[4][32]: the warped picture of a tile.</summary>
    public float* Warped { get; } = memory.Take(4 * Tile.Pixels);
}
