using Bunraku.Core.Synthesis;
using Bunraku.Siren.Support;

namespace Bunraku.Siren.Training.Simd;

/// <summary>
/// Draws the blocks of an example, from a generator that is a function of seed, place in the batch and place of the block: nothing has to be
/// stored to draw the same again. Blocks inside the support are drawn each by itself; those outside in squares of two by two, because a
/// lone block costs the levels below far more than its share: they compute whole tiles, and a border.
/// </summary>
internal sealed class BlockSampler
{
    private const ulong ExampleStride = 0xD1342543DE82EF95;
    private const int Blocks = Bands.Count * TrainingPlan.BlocksPerBand;
    private readonly double[] _probabilities = new double[Blocks];
    private readonly int[] _draws = new int[Blocks];

    /// <exception cref="ArgumentException">A probability is not above 0 and at most 1.</exception>
    public BlockSampler(TileSampling sampling)
    {
        Check(sampling.Inside, nameof(TileSampling.Inside));
        Check(sampling.Outside, nameof(TileSampling.Outside));
        for (int block = 0; block < _probabilities.Length; block++)
        {
            bool inside = Touches(sampling.Support, block);
            _probabilities[block] = inside ? sampling.Inside : sampling.Outside;
            _draws[block] = inside ? block : Blocks + SquareOf(block);
        }
    }

    /// <summary>Chooses the blocks of one example; each counts the inverse of its probability.</summary>
    /// <param name="seed">The seed of the step.</param>
    /// <param name="example">The place of the example in the batch.</param>
    /// <param name="plan">Receives the choice.</param>
    public void Draw(ulong seed, int example, TrainingPlan plan)
    {
        Span<float> weights = stackalloc float[Blocks];
        ulong own = unchecked(seed + (((ulong)example + 1) * ExampleStride));
        for (int block = 0; block < weights.Length; block++)
        {
            weights[block] = RecipeH.Unit(own, _draws[block]) < _probabilities[block] ? (float)(1 / _probabilities[block]) : 0f;
        }

        plan.Set(weights);
    }

    private static void Check(double probability, string name)
    {
        if (probability is not (> 0 and <= 1))
        {
            throw new ArgumentException($"A probability must be above 0 and at most 1, but is {probability}.", name);
        }
    }

    private static int SquareOf(int block) =>
        (block / TrainingPlan.BlocksPerBand / 2 * TrainingPlan.BlocksPerBand) + (block % TrainingPlan.BlocksPerBand / 2);

    private static bool Touches(SupportMask support, int block)
    {
        int top = block / TrainingPlan.BlocksPerBand * TrainingPlan.BlockSize, left = block % TrainingPlan.BlocksPerBand * TrainingPlan.BlockSize;
        for (int row = top; row < top + TrainingPlan.BlockSize; row++)
        {
            for (int column = left; column < left + TrainingPlan.BlockSize; column++)
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
