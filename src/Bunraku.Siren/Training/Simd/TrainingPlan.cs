using Bunraku.Siren.Engine;

namespace Bunraku.Siren.Training.Simd;

/// <summary>
/// Which cells of the fine level an example is computed on, and what the levels below must provide for them: all pixels that they are
/// interpolated from, and as few others as whole segments allow.
/// </summary>
internal sealed class TrainingPlan
{
    /// <summary>Rows and columns of a cell of the fine level.</summary>
    public const int CellSize = 8;

    /// <summary>Cells in a row, and in a column.</summary>
    public const int Cells = TilePlan.FineSize / CellSize;

    private readonly float[] _fineWeights = new float[TilePlan.FineSize * TilePlan.FineSize];
    private readonly float[] _middleNeeds = new float[TilePlan.MiddleSize * TilePlan.MiddleSize];
    private readonly float[] _coarseNeeds = new float[TilePlan.CoarseSize * TilePlan.CoarseSize];

    /// <summary>Every cell, each with weight 1.</summary>
    public static TrainingPlan Dense { get; } = CreateDense();

    public LevelSegments Fine { get; } = new(TilePlan.FineSize);

    public LevelSegments Middle { get; } = new(TilePlan.MiddleSize);

    public LevelSegments Coarse { get; } = new(TilePlan.CoarseSize);

    /// <summary>Chooses the cells.</summary>
    /// <param name="weights">[cells, cells]: what the loss of a cell counts; 0 for one that is not computed.</param>
    public void Set(ReadOnlySpan<float> weights)
    {
        Array.Clear(_fineWeights);
        Array.Clear(_middleNeeds);
        Array.Clear(_coarseNeeds);
        for (int cell = 0; cell < weights.Length; cell++)
        {
            if (weights[cell] != 0f)
            {
                var square = new Square(cell / Cells * CellSize, cell % Cells * CellSize, CellSize);
                square.Fill(_fineWeights, TilePlan.FineSize, weights[cell]);
                square = square.Below();
                square.Fill(_middleNeeds, TilePlan.MiddleSize, 1f);
                square.Below().Fill(_coarseNeeds, TilePlan.CoarseSize, 1f);
            }
        }

        Fine.Cover(_fineWeights);
        Middle.Cover(_middleNeeds);
        Coarse.Cover(_coarseNeeds);
    }

    private static TrainingPlan CreateDense()
    {
        var plan = new TrainingPlan();
        float[] weights = new float[Cells * Cells];
        weights.AsSpan().Fill(1f);
        plan.Set(weights);
        return plan;
    }

    /// <summary>A square of a level; it may reach beyond the picture.</summary>
    private readonly record struct Square(int Top, int Left, int Size)
    {
        /// <summary>What it is interpolated from: half of it and a border of one pixel.</summary>
        public Square Below() => new((Top - 1) >> 1, (Left - 1) >> 1, ((Top + Size) >> 1) - ((Top - 1) >> 1) + 1);

        public void Fill(float[] values, int size, float value)
        {
            (int left, int right) = (Math.Max(0, Left), Math.Min(size, Left + Size));
            for (int row = Math.Max(0, Top); row < Math.Min(size, Top + Size); row++)
            {
                values.AsSpan((row * size) + left, right - left).Fill(value);
            }
        }
    }
}
