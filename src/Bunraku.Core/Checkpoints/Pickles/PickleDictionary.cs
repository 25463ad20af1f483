namespace Bunraku.Core.Checkpoints.Pickles;

/// <summary>A Python dict or OrderedDict: its items in the order in which they were set, equal keys included.</summary>
/// <param name="isOrdered">Whether it is an OrderedDict.</param>
internal sealed class PickleDictionary(bool isOrdered) : PickleContainer
{
    private readonly List<KeyValuePair<object, object>> _items = [];

    public bool IsOrdered { get; } = isOrdered;

    public IReadOnlyList<KeyValuePair<object, object>> Items => _items;

    public void Set(object key, object value)
    {
        Place(key);
        Place(value);
        _items.Add(new(key, value));
    }
}
