namespace Bunraku.Siren.Training.Simd;

/// <summary>What one unit of absolute error of one element counts in each term: the term's weight over the number of elements.</summary>
internal readonly record struct BodyLossSteps(float Blended, float Warped, float GridChange, float ColorChange)
{
    private const double Pixels = Engine.TilePlan.FineSize * Engine.TilePlan.FineSize;

    public static BodyLossSteps For(BodyLossWeights weights, int batch) => new(
        (float)(weights.Blended / Colors(batch)),
        (float)(weights.Warped / Colors(batch)),
        (float)(weights.GridChange / Offsets(batch)),
        (float)(weights.ColorChange / Colors(batch)));

    /// <summary>The loss of a batch.</summary>
    /// <param name="weights">The weights of the terms.</param>
    /// <param name="batch">Examples.</param>
    /// <param name="sums">The sums of absolute errors: blended, warped, grid change, colour change.</param>
    public static BodyLoss Loss(BodyLossWeights weights, int batch, ReadOnlySpan<double> sums) => new(
        weights.Blended * sums[0] / Colors(batch),
        weights.Warped * sums[1] / Colors(batch),
        weights.GridChange * sums[2] / Offsets(batch),
        weights.ColorChange * sums[3] / Colors(batch));

    private static double Colors(int batch) => 4 * Pixels * batch;

    private static double Offsets(int batch) => 2 * Pixels * batch;
}
