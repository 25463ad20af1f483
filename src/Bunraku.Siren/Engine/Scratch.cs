using Bunraku.Siren.Kernels;
using Bunraku.Siren.Preparation;

namespace Bunraku.Siren.Engine;

/// <summary>The memory of one worker: two tiles of activations that the layers write in turn, and the bias of the current row.</summary>
internal sealed unsafe class Scratch : IDisposable
{
    // The widest layer (360), and room for the zeros of a last block.
    private const int MaximumChannels = 372;
    private readonly AlignedBuffer _first = new(MaximumChannels * Tile.Pixels);
    private readonly AlignedBuffer _second = new(MaximumChannels * Tile.Pixels);
    private readonly AlignedBuffer _rowBias = new(MaximumChannels);
    private readonly AlignedBuffer _warped = new(4 * Tile.Pixels);

    public float* First => _first.Pointer;

    public float* Second => _second.Pointer;

    public float* RowBias => _rowBias.Pointer;

    /// <summary>[4][32]: the warped picture of a tile.</summary>
    public float* Warped => _warped.Pointer;

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
        _rowBias.Dispose();
        _warped.Dispose();
    }
}
