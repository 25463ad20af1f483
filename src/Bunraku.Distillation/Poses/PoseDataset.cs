using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Bunraku.Core.Errors;
using Bunraku.Core.Poses;

namespace Bunraku.Distillation.Poses;

/// <summary>
/// Poses of a list, such as the published <c>pose_dataset.pt</c>, in the published order: every epoch is a separate permutation, and an
/// incomplete last batch is left out.
/// </summary>
/// <param name="path">The file it came from, as the user named it.</param>
/// <param name="values">[count, 45], row by row.</param>
internal sealed class PoseDataset(string path, float[] values) : IPoseSource
{
    private readonly Lock _gate = new();
    private readonly string _hash = Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(values.AsSpan())));
    private (uint Seed, int[] Permutation)? _epoch;

    public string Name => $"{path}, {Count} poses";

    public string Identity => $"{Count} poses, SHA-256 {_hash}";

    /// <summary>The number of poses.</summary>
    public int Count { get; } = values.Length / PoseParameters.Count;

    public Pose Example(ulong seed, long example, int batchSize)
    {
        if (Count < batchSize)
        {
            throw new BadInputException($"{path}: at least a batch of {batchSize} poses was expected, but there are {Count}. Use a larger pose data set, or pose_sampler: own.");
        }

        long perEpoch = Count / batchSize * batchSize;
        uint epochSeed = unchecked((uint)seed + (uint)(example / perEpoch));
        return At(PermutationOf(epochSeed)[example % perEpoch]);
    }

    public Pose[] Samples(ulong seed, int count)
    {
        var random = new MersenneTwister(seed);
        return [.. Enumerable.Range(0, count).Select(_ => At(random.NextBelow(Count)))];
    }

    private Pose At(int index) => Pose.FromValues(values.AsSpan(index * PoseParameters.Count, PoseParameters.Count));

    private int[] PermutationOf(uint seed)
    {
        lock (_gate)
        {
            if (_epoch?.Seed != seed)
            {
                _epoch = (seed, new MersenneTwister(seed).NextPermutation(Count));
            }

            return _epoch.Value.Permutation;
        }
    }
}
