using System.Numerics;
using System.Runtime.InteropServices;

namespace Bunraku.Core.Clusters;

/// <summary>
/// The arithmetic of <see cref="ICollective.SumInOrder"/>, for those who implement it: each process adds one slice of the gradients of all, so that the work and the traffic are
/// spread evenly.
/// </summary>
public static class SharedSum
{
    /// <summary>The slice of a gradient that a process adds.</summary>
    /// <param name="floats">The length of the gradient.</param>
    /// <param name="rank">The number of the process.</param>
    /// <param name="size">How many processes there are.</param>
    public static (int First, int Count) Slice(int floats, int rank, int size)
    {
        int first = (int)((long)floats * rank / size), end = (int)((long)floats * (rank + 1) / size);
        return (first, end - first);
    }

    /// <summary>Adds the nodes of all processes in the order of <see cref="SumTree"/>.</summary>
    /// <param name="batchSize">Examples of the batch.</param>
    /// <param name="size">How many processes there are.</param>
    /// <param name="rows">[nodes][floats]: those of rank 0, then of rank 1 and so on. The first row is the sum in the end.</param>
    /// <param name="floats">The length of a row.</param>
    public static void Fold(int batchSize, int size, Span<float> rows, int floats)
    {
        var tree = new SumTree();
        tree.Begin(batchSize);
        Span<int> rowOf = stackalloc int[SumTree.MaximumPending];
        int row = 0;
        for (int rank = 0; rank < size; rank++)
        {
            foreach ((int first, int end) in SumTree.NodesOf(BatchPart.Of(rank, size, batchSize)))
            {
                int place = tree.Count;
                rowOf[place] = row++;
                for (int additions = tree.Push(first, end); additions > 0; additions--, place--)
                {
                    Add(rows.Slice(rowOf[place - 1] * floats, floats), rows.Slice(rowOf[place] * floats, floats));
                }
            }
        }
    }

    /// <summary>The same bits for every width of the processor's vectors: an addition has no neighbours.</summary>
    private static void Add(Span<float> sum, ReadOnlySpan<float> other)
    {
        Span<Vector<float>> sums = MemoryMarshal.Cast<float, Vector<float>>(sum);
        ReadOnlySpan<Vector<float>> others = MemoryMarshal.Cast<float, Vector<float>>(other);
        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] += others[i];
        }

        for (int i = sums.Length * Vector<float>.Count; i < sum.Length; i++)
        {
            sum[i] += other[i];
        }
    }
}
