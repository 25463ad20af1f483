namespace Bunraku.Core.Checkpoints.Pickles;

/// <summary>A Python tuple.</summary>
internal sealed class PickleTuple : PickleContainer
{
    public PickleTuple(params object[] items)
    {
        foreach (object item in items)
        {
            Place(item);
        }

        Items = items;
    }

    public static PickleTuple Empty { get; } = new();

    public object[] Items { get; }
}
