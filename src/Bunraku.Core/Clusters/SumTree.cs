namespace Bunraku.Core.Clusters;

/// <summary>
/// The order in which what belongs to the examples of a batch is added up, in every process alike. It is a binary tree over the examples. The left branch of
/// every node has the largest power of two of examples that leaves something for the right branch: ((e0+e1)+(e2+e3))+((e4+e5)+(e6+e7)) for 8 of them. Floating-point
/// sums depend on their order, so one fixed order gives the same bits for every number of processes.
/// </summary>
/// <remarks>
/// Values come from left to right, one for each example or for each larger node. The tree keeps the list of nodes whose sums are pending, and says when the topmost two have
/// to be added. Where the sums are kept is the caller's: one place for each pending node. One thread at a time.
/// </remarks>
public sealed class SumTree
{
    private readonly (int First, int End)[] _pending = new (int First, int End)[MaximumPending];
    private int _leaves;

    /// <summary>The most nodes that can be pending.</summary>
    public const int MaximumPending = 17;

    /// <summary>How many nodes are pending.</summary>
    public int Count { get; private set; }

    /// <summary>Begins with a new batch.</summary>
    /// <param name="leaves">Examples of the batch, 1 to <see cref="BatchPart.MaximumBatch"/>.</param>
    public void Begin(int leaves)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(leaves, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(leaves, BatchPart.MaximumBatch);
        (_leaves, Count) = (leaves, 0);
    }

    /// <summary>Takes the next node from the left; its sum belongs to the place <see cref="Count"/> as it was before the call.</summary>
    /// <param name="first">The node's first example.</param>
    /// <param name="end">The place behind its last example.</param>
    /// <returns>How many times the topmost sum is to be added to the one below it, which then is the topmost.</returns>
    public int Push(int first, int end)
    {
        _pending[Count++] = (first, end);
        int additions = 0;
        while (Count > 1 && IsNode(_pending[Count - 2].First, _pending[Count - 1].End))
        {
            _pending[Count - 2].End = _pending[Count - 1].End;
            Count--;
            additions++;
        }

        return additions;
    }

    /// <summary>A pending node, from the left.</summary>
    public (int First, int End) Pending(int index) => _pending[index];

    /// <summary>The nodes that are pending when the examples of a part have come one by one: the largest that lie inside it.</summary>
    public static (int First, int End)[] NodesOf(BatchPart part)
    {
        var tree = new SumTree();
        tree.Begin(part.BatchSize);
        for (int example = part.First; example < part.End; example++)
        {
            tree.Push(example, example + 1);
        }

        return tree._pending[..tree.Count];
    }

    private bool IsNode(int first, int end)
    {
        (int low, int high) = (0, _leaves);
        while ((low, high) != (first, end))
        {
            int middle = low + LeftLeaves(high - low);
            if (end <= middle)
            {
                high = middle;
            }
            else if (first >= middle)
            {
                low = middle;
            }
            else
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The largest power of two below a number that is at least 2.</summary>
    private static int LeftLeaves(int leaves) => 1 << (31 - int.LeadingZeroCount(leaves - 1));
}
