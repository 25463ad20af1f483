namespace Bunraku.Core.Checkpoints.Pickles;

/// <summary>A Python list.</summary>
internal sealed class PickleList : PickleContainer
{
    private readonly List<object> _items = [];

    public IReadOnlyList<object> Items => _items;

    public void Append(object item)
    {
        Place(item);
        _items.Add(item);
    }
}
