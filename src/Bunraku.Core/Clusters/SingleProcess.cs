namespace Bunraku.Core.Clusters;

/// <summary>A process that works alone: every sum and every gathering has one part.</summary>
public sealed class SingleProcess : ICollective
{
    /// <inheritdoc/>
    public int Rank => 0;

    /// <inheritdoc/>
    public int Size => 1;

    /// <inheritdoc/>
    public byte[][] Gather(ReadOnlySpan<byte> own) => [own.ToArray()];

    /// <inheritdoc/>
    public byte[] Broadcast(ReadOnlySpan<byte> own) => own.ToArray();

    /// <inheritdoc/>
    public void SumInOrder(int batchSize, ReadOnlySpan<float> nodes, Span<float> total) => nodes.CopyTo(total);

    /// <inheritdoc/>
    public void Barrier()
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
