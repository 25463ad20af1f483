using Bunraku.Siren.Engine;
using Bunraku.Siren.Kernels;

namespace Bunraku.Siren.Training.Simd;

/// <summary>
/// Which blocks of the fine level an example is computed on, and what the levels below must provide for them: all pixels that they are
/// interpolated from, and no other.
/// </summary>
internal sealed class TrainingPlan
{
    /// <summary>Rows and columns of a block of the fine level: one band high.</summary>
    public const int BlockSize = TilePlan.FineSize / Bands.Count;

    /// <summary>Blocks in a band.</summary>
    public const int BlocksPerBand = TilePlan.FineSize / BlockSize;

    private readonly float[] _blockWeights = new float[Bands.Count * BlocksPerBand];
    private readonly LevelTiles _middle = new(TilePlan.MiddleSize, Tile.Pixels, group: 1);
    private readonly LevelTiles _coarse = new(TilePlan.CoarseSize, Tile.SegmentPixels, group: Tile.Segments);
    private readonly bool[] _neededMiddle = new bool[TilePlan.MiddleSize * TilePlan.MiddleSize];
    private readonly bool[] _neededCoarse = new bool[TilePlan.CoarseSize * TilePlan.CoarseSize];

    /// <summary>Every block, each with weight 1.</summary>
    public static TrainingPlan Dense { get; } = CreateDense();

    /// <summary>What the loss of a block counts; 0 for one that is not computed.</summary>
    public float BlockWeight(int band, int block) => _blockWeights[(band * BlocksPerBand) + block];

    /// <summary>The tiles of the middle level in a band.</summary>
    public ReadOnlySpan<TrainingTile> Middle(int band) => _middle.InBand(band);

    /// <summary>The segments of the coarse level in a band, four to a tile.</summary>
    public ReadOnlySpan<TrainingTile> Coarse(int band) => _coarse.InBand(band);

    /// <summary>Chooses the blocks.</summary>
    /// <param name="blockWeights">[bands * blocks in a band]: 0 for a block that is not computed.</param>
    public void Set(ReadOnlySpan<float> blockWeights)
    {
        blockWeights.CopyTo(_blockWeights);
        Array.Clear(_neededMiddle);
        Array.Clear(_neededCoarse);
        for (int block = 0; block < blockWeights.Length; block++)
        {
            if (blockWeights[block] != 0f)
            {
                MarkBelow(block / BlocksPerBand * BlockSize, block % BlocksPerBand * BlockSize, BlockSize, TilePlan.FineSize, _neededMiddle);
            }
        }

        _middle.Cover(_neededMiddle);
        for (int row = 0; row < TilePlan.MiddleSize; row++)
        {
            for (int column = 0; column < TilePlan.MiddleSize; column++)
            {
                if (_neededMiddle[(row * TilePlan.MiddleSize) + column])
                {
                    MarkBelow(row, column, 1, TilePlan.MiddleSize, _neededCoarse);
                }
            }
        }

        _coarse.Cover(_neededCoarse);
    }

    // Marks the pixels of the level below that a square is interpolated from.
    private static void MarkBelow(int row, int column, int pixels, int size, bool[] needed)
    {
        int below = size / 2;
        (int top, int bottom) = (Math.Max(0, (row - 1) / 2), Math.Min(below - 1, (row + pixels) / 2));
        (int left, int right) = (Math.Max(0, (column - 1) / 2), Math.Min(below - 1, (column + pixels) / 2));
        for (int i = top; i <= bottom; i++)
        {
            needed.AsSpan((i * below) + left, right - left + 1).Fill(true);
        }
    }

    private static TrainingPlan CreateDense()
    {
        var plan = new TrainingPlan();
        Span<float> weights = stackalloc float[Bands.Count * BlocksPerBand];
        weights.Fill(1f);
        plan.Set(weights);
        return plan;
    }
}
