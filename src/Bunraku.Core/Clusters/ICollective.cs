namespace Bunraku.Core.Clusters;

/// <summary>
/// The processes that work together on one training. Every process makes the same calls in the same order, and each call returns when all processes have made it, or
/// at least need nothing more of the caller. One thread at a time.
/// </summary>
public interface ICollective : IDisposable
{
    /// <summary>The number of this process, 0 to <see cref="Size"/> - 1.</summary>
    int Rank { get; }

    /// <summary>How many processes there are.</summary>
    int Size { get; }

    /// <summary>Gives every process what each process has; nothing is too long or too short.</summary>
    /// <param name="own">What this process has.</param>
    /// <returns>By rank.</returns>
    byte[][] Gather(ReadOnlySpan<byte> own);

    /// <summary>Gives every process what rank 0 has.</summary>
    /// <param name="own">What rank 0 has; of no meaning on the others.</param>
    byte[] Broadcast(ReadOnlySpan<byte> own);

    /// <summary>Adds up what belongs to the examples of a batch in the order of <see cref="SumTree"/>. The result is the same on every process, whatever their number.</summary>
    /// <param name="batchSize">Examples of the batch, of which each process computed <see cref="BatchPart.Of"/>.</param>
    /// <param name="nodes">[nodes][floats]: the sums of this process's nodes, those of <see cref="SumTree.NodesOf"/>.</param>
    /// <param name="total">[floats]: receives the sum.</param>
    void SumInOrder(int batchSize, ReadOnlySpan<float> nodes, Span<float> total);

    /// <summary>Waits until every process is here.</summary>
    void Barrier();
}
