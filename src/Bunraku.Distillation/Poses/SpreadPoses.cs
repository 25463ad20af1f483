using Bunraku.Core.Poses;

namespace Bunraku.Distillation.Poses;

/// <summary>
/// A limited number of poses that stand for a whole source. Each is the best of a few draws: the one that brings the share of every parameter's ranges,
/// its ends among them, nearest to their share in the source. So the first 64 are already well spread, and more of them continue the same sequence.
/// </summary>
internal sealed class SpreadPoses
{
    /// <summary>To be raised when the poses change, because a run must not change them half-way.</summary>
    public const int Version = 1;

    private const int Candidates = 8;
    private const int Probes = 4096;

    /// <summary>The lower end, two ranges below 0, 0 itself, two ranges above, the upper end.</summary>
    private const int Ranges = 7;

    private readonly double[] _shares = new double[PoseParameters.Count * Ranges];
    private readonly long[] _counts = new long[PoseParameters.Count * Ranges];
    private readonly Pose[] _poses;

    /// <param name="source">Where the poses come from.</param>
    /// <param name="seed">The seed of their order.</param>
    /// <param name="count">How many are wanted, at least 1.</param>
    public SpreadPoses(IPoseSource source, ulong seed, int count)
    {
        Span<int> cells = stackalloc int[PoseParameters.Count];
        for (int probe = 0; probe < Probes; probe++)
        {
            FindCells(source.Example(seed, probe, batchSize: 1), cells);
            foreach (int cell in cells)
            {
                _shares[cell] += 1.0 / Probes;
            }
        }

        _poses = new Pose[count];
        for (int k = 0; k < count; k++)
        {
            _poses[k] = Choose(source, seed, k, cells);
        }
    }

    /// <summary>How many there are.</summary>
    public int Count => _poses.Length;

    /// <summary>One of them; it does not depend on how many there are.</summary>
    public Pose this[int index] => _poses[index];

    private Pose Choose(IPoseSource source, ulong seed, int index, Span<int> cells)
    {
        (Pose best, double least) = (Pose.Rest, double.PositiveInfinity);
        for (int candidate = 0; candidate < Candidates; candidate++)
        {
            Pose pose = source.Example(seed, ((long)index * Candidates) + candidate, batchSize: 1);
            FindCells(pose, cells);
            double excess = 0;
            foreach (int cell in cells)
            {
                excess += (_counts[cell] + 0.5 - ((index + 1) * _shares[cell])) / Math.Sqrt(Math.Max(_shares[cell], 0.5 / Probes));
            }

            (best, least) = excess < least ? (pose, excess) : (best, least);
        }

        FindCells(best, cells);
        foreach (int cell in cells)
        {
            _counts[cell]++;
        }

        return best;
    }

    private static void FindCells(Pose pose, Span<int> cells)
    {
        foreach (PoseParameter parameter in PoseParameters.All)
        {
            (float value, float low, float high) = (pose[parameter.Index], parameter.Group.Minimum, parameter.Group.Maximum);
            int range = value <= low ? 0
                : value >= high ? Ranges - 1
                : value == 0 ? 3
                : value < 0 ? (value < low / 2 ? 1 : 2)
                : value < high / 2 ? 4 : 5;
            cells[parameter.Index] = (parameter.Index * Ranges) + range;
        }
    }
}
