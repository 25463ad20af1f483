namespace Bunraku.Torch.Training;

/// <summary>What every batch must be.</summary>
internal static class TrainingBatch
{
    private const int Most = 8;

    /// <exception cref="ArgumentException">There are not 1 to 8 examples.</exception>
    public static void Require<T>(IReadOnlyList<T> batch)
    {
        if (batch.Count is < 1 or > Most)
        {
            throw new ArgumentException($"A batch has 1 to {Most} examples, not {batch.Count}.", nameof(batch));
        }
    }
}
