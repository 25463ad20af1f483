namespace Bunraku.Core.Clusters;

/// <summary>Consecutive examples of a batch: what one process computes of a training step.</summary>
/// <param name="First">The place of the first example in the batch.</param>
/// <param name="Count">Examples of the part; 0 where a batch has fewer examples than there are processes.</param>
/// <param name="BatchSize">Examples of the whole batch.</param>
public readonly record struct BatchPart(int First, int Count, int BatchSize)
{
    /// <summary>The largest batch.</summary>
    public const int MaximumBatch = 256;

    /// <summary>The place behind the last example.</summary>
    public int End => First + Count;

    /// <summary>All examples of a batch.</summary>
    public static BatchPart Whole(int batchSize) => new(0, batchSize, batchSize);

    /// <summary>The part of one of several processes. The parts differ by one example at most.</summary>
    /// <param name="rank">The number of the process, from 0.</param>
    /// <param name="size">How many processes there are.</param>
    /// <param name="batchSize">Examples of the whole batch.</param>
    public static BatchPart Of(int rank, int size, int batchSize)
    {
        int first = (int)((long)batchSize * rank / size), end = (int)((long)batchSize * (rank + 1) / size);
        return new BatchPart(first, end - first, batchSize);
    }

    /// <summary>Throws unless so many examples may be computed as this part.</summary>
    /// <exception cref="ArgumentException">The batch is empty or too large, or the number of examples differs.</exception>
    public void Require(int examples)
    {
        if (BatchSize is < 1 or > MaximumBatch)
        {
            throw new ArgumentException($"A batch must have 1 to {MaximumBatch} examples, but has {BatchSize}.");
        }

        if (examples != Count || First < 0 || Count < 0 || End > BatchSize)
        {
            throw new ArgumentException($"A part of {Count} examples from {First} of {BatchSize} was expected, but {examples} were given.");
        }
    }
}
