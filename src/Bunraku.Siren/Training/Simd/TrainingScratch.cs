using Bunraku.Siren.Kernels;
using Bunraku.Siren.Memory;

namespace Bunraku.Siren.Training.Simd;

/// <summary>
/// The memory of one worker: what a group of tiles leaves behind on its way forward, and the gradient on its way back. Groups are larger
/// than tiles because the sums of weight gradients are loaded and stored once a group.
/// </summary>
internal sealed unsafe class TrainingScratch
{
    /// <summary>Tiles that go through a level together.</summary>
    public const int GroupTiles = 4;

    private const int MaximumChannels = 384;

    /// <param name="activationFloats">Floats of the largest level's activations.</param>
    /// <param name="memory">Where it is kept.</param>
    public TrainingScratch(int activationFloats, EngineMemory memory)
    {
        Sines = memory.Take(activationFloats);
        Cosines = memory.Take(activationFloats);
        Gradient = memory.Take(GroupTiles * MaximumChannels * Tile.Pixels);
        OtherGradient = memory.Take(GroupTiles * MaximumChannels * Tile.Pixels);
        Transposed = memory.Take(GroupTiles * Tile.Pixels * MaximumChannels);
        RowBias = memory.Take(MaximumChannels);
        X = memory.Take(GroupTiles * Tile.Pixels);
        Y = memory.Take(GroupTiles * Tile.Pixels);
        Warped = memory.Take(4 * Tile.Pixels);
        WarpedByX = memory.Take(4 * Tile.Pixels);
        WarpedByY = memory.Take(4 * Tile.Pixels);
        PosedTarget = memory.Take(4 * Tile.Pixels);
        WarpedTarget = memory.Take(4 * Tile.Pixels);
        GridTarget = memory.Take(2 * Tile.Pixels);
        Weights = memory.Take(Tile.Pixels);
    }

    /// <summary>The sines of all layers of a level.</summary>
    public float* Sines { get; }

    /// <summary>Their cosines.</summary>
    public float* Cosines { get; }

    /// <summary>[tile][channel][32].</summary>
    public float* Gradient { get; }

    /// <inheritdoc cref="Gradient"/>
    public float* OtherGradient { get; }

    /// <summary>[tile * 32][channel]: a layer's input.</summary>
    public float* Transposed { get; }

    public float* RowBias { get; }

    /// <summary>[tile][32]: the positions of the pixels.</summary>
    public float* X { get; }

    /// <inheritdoc cref="X"/>
    public float* Y { get; }

    /// <summary>[4][32]: the warped picture of a tile.</summary>
    public float* Warped { get; }

    /// <summary>[4][32]: its derivative by the x offset.</summary>
    public float* WarpedByX { get; }

    /// <summary>[4][32]: its derivative by the y offset.</summary>
    public float* WarpedByY { get; }

    /// <summary>[4][32]: the target of the blended picture and of the colour change.</summary>
    public float* PosedTarget { get; }

    /// <summary>[4][32]: the target of the warped picture.</summary>
    public float* WarpedTarget { get; }

    /// <summary>[2][32]: the target of the grid change.</summary>
    public float* GridTarget { get; }

    /// <summary>[32]: what the loss of each pixel counts.</summary>
    public float* Weights { get; }
}
