using Bunraku.Core.Poses;

namespace Bunraku.Distillation.Poses;

/// <summary>Where the poses of a training come from. Every pose is a pure function of the seed and its place, so that a run can continue anywhere.</summary>
internal interface IPoseSource
{
    /// <summary>What a user reads.</summary>
    string Name { get; }

    /// <summary>What tells this source from another one: a run continues only with the one it began with.</summary>
    string Identity { get; }

    /// <summary>The pose of one example.</summary>
    /// <param name="seed">The seed of the order.</param>
    /// <param name="example">Which example since the beginning of the training, from 0.</param>
    /// <param name="batchSize">The size of all batches.</param>
    Pose Example(ulong seed, long example, int batchSize);

    /// <summary>The poses of the sample pictures, always the same for a seed.</summary>
    Pose[] Samples(ulong seed, int count);
}
