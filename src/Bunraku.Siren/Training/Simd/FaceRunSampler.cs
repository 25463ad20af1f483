using Bunraku.Siren.Kernels;

namespace Bunraku.Siren.Training.Simd;

/// <summary>Draws the runs of pixels that an example of the face network is computed on; see <see cref="ExampleDraw"/>.</summary>
internal sealed class FaceRunSampler
{
    private readonly double[] _probabilities;

    /// <param name="mask">[size, size].</param>
    /// <param name="sampling">Null for all of them.</param>
    /// <exception cref="ArgumentException">A probability is not above 0 and at most 1.</exception>
    public FaceRunSampler(float[] mask, FaceSampling? sampling)
    {
        (double inside, double rest) = (sampling?.Mask ?? 1, sampling?.Rest ?? 1);
        Expect.Probability(inside, nameof(FaceSampling.Mask));
        Expect.Probability(rest, nameof(FaceSampling.Rest));
        _probabilities = [.. mask.Chunk(Tile.Pixels).Select(run => run.Any(value => value != 0f) ? inside : rest)];
    }

    /// <summary>What the loss of a run counts: the inverse of its probability, or 0 if it is not computed.</summary>
    /// <param name="seed">The seed of the step.</param>
    /// <param name="example">The place of the example in the batch.</param>
    /// <param name="run">The number of the run, row by row.</param>
    public float Draw(ulong seed, int example, int run) => ExampleDraw.Weight(seed, example, run, _probabilities[run]);
}
