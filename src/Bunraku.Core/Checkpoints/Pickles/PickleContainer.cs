namespace Bunraku.Core.Checkpoints.Pickles;

/// <summary>
/// A tuple, list or dictionary of a pickle. Once it has been placed in another container it no longer changes: so there are no cycles,
/// and <see cref="Depth"/> stays true.
/// </summary>
internal abstract class PickleContainer
{
    /// <summary>How many containers are inside each other here: 1 where no item is a container.</summary>
    public int Depth { get; private set; } = 1;

    /// <summary>Whether it is an item of another container.</summary>
    public bool IsPlaced { get; private set; }

    /// <summary>Notes that a value becomes an item of this container.</summary>
    protected void Place(object item)
    {
        if (item is PickleContainer inner)
        {
            inner.IsPlaced = true;
            Depth = Math.Max(Depth, inner.Depth + 1);
        }
    }
}
