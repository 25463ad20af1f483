using Bunraku.Siren.Memory;

namespace Bunraku.Siren.Kernels;

/// <summary>
/// A matrix and a bias, packed for <c>DenseBlock</c>: blocks of 12 output channels, each stored as [depth][channel of the block], then the
/// remaining channels in one or two smaller blocks.
/// </summary>
/// <typeparam name="TElement">32 bits: a float32, or two int16.</typeparam>
internal abstract unsafe class PackedMatrix<TElement>
    where TElement : unmanaged
{
    /// <summary>Output channels in a full block: with two vectors of pixels it fills 24 accumulators.</summary>
    public const int BlockRows = 12;

    /// <param name="memory">Where the packed matrix is kept.</param>
    /// <param name="outputs">Output channels.</param>
    /// <param name="depth">How many products each sum has.</param>
    protected PackedMatrix(EngineMemory memory, int outputs, int depth)
    {
        Outputs = outputs;
        Depth = depth;
        (TailBlocks, TailRows) = TailOf(outputs % BlockRows);
        FullBlocks = outputs / BlockRows;
        PaddedOutputs = (FullBlocks * BlockRows) + (TailBlocks * TailRows);
        Weights = (TElement*)memory.Take(PaddedOutputs * depth);
        Bias = (TElement*)memory.Take(PaddedOutputs);
    }

    public int Outputs { get; }

    /// <summary>How many products each sum has.</summary>
    public int Depth { get; }

    /// <summary>Channels that the kernel writes: <see cref="Outputs"/>, and zeros up to the end of the last block.</summary>
    public int PaddedOutputs { get; }

    public int FullBlocks { get; }

    /// <summary>How many blocks of <see cref="TailRows"/> channels follow the full ones: 0, 1 or 2.</summary>
    public int TailBlocks { get; }

    /// <summary>Channels in a tail block: 4, 6 or 12.</summary>
    public int TailRows { get; }

    public TElement* Weights { get; }

    public TElement* Bias { get; }

    /// <summary>The channels of a block.</summary>
    public int RowsOf(int block) => block < FullBlocks ? BlockRows : TailRows;

    private static (int Blocks, int Rows) TailOf(int remainder) => remainder switch
    {
        0 => (0, 0),
        <= 4 => (1, 4),
        <= 6 => (1, 6),
        <= 8 => (2, 4),
        _ => (1, BlockRows),
    };
}
