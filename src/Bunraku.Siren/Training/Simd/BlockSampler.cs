using Bunraku.Siren.Support;

namespace Bunraku.Siren.Training.Simd;

/// <summary>
/// Draws the cells of the frame that an example of the body network is computed on; see <see cref="ExampleDraw"/>. The support is followed cell by
/// cell, but cells are drawn in blocks, because a lone cell costs the levels below far more than its share. The blocks are 32 pixels wide inside the
/// support, and 64 outside, where errors are small.
/// </summary>
internal sealed class BlockSampler
{
    private const int Cells = TrainingPlan.Cells;
    private const int InsideBlockCells = 32 / TrainingPlan.CellSize;
    private const int OutsideBlockCells = 64 / TrainingPlan.CellSize;
    private readonly double[] _probabilities = new double[Cells * Cells];
    private readonly int[] _draws = new int[Cells * Cells];
    private readonly float[] _weights = new float[Cells * Cells];

    /// <exception cref="ArgumentException">A probability is not above 0 and at most 1.</exception>
    public BlockSampler(TileSampling sampling)
    {
        Expect.Probability(sampling.Inside, nameof(TileSampling.Inside));
        Expect.Probability(sampling.Outside, nameof(TileSampling.Outside));
        for (int cell = 0; cell < _probabilities.Length; cell++)
        {
            (int row, int column) = (cell / Cells, cell % Cells);
            bool inside = Touches(sampling.Support, row * TrainingPlan.CellSize, column * TrainingPlan.CellSize);
            int blockCells = inside ? InsideBlockCells : OutsideBlockCells;
            int block = (row / blockCells * Cells) + (column / blockCells);
            _probabilities[cell] = inside ? sampling.Inside : sampling.Outside;
            _draws[cell] = inside ? block : block + (Cells * Cells);
        }
    }

    /// <summary>Chooses the cells of one example; each counts the inverse of its probability.</summary>
    /// <param name="seed">The seed of the step.</param>
    /// <param name="example">The place of the example in the batch.</param>
    /// <param name="plan">Receives the choice.</param>
    public void Draw(ulong seed, int example, TrainingPlan plan)
    {
        for (int cell = 0; cell < _weights.Length; cell++)
        {
            _weights[cell] = ExampleDraw.Weight(seed, example, _draws[cell], _probabilities[cell]);
        }

        plan.Set(_weights);
    }

    private static bool Touches(SupportMask support, int top, int left)
    {
        for (int row = top; row < top + TrainingPlan.CellSize; row++)
        {
            for (int column = left; column < left + TrainingPlan.CellSize; column++)
            {
                if (support.Contains(row, column))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
