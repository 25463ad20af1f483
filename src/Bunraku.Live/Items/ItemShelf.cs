using System.Collections.Concurrent;
using System.Collections.Immutable;
using Bunraku.Core.Characters;

namespace Bunraku.Live.Items;

/// <summary>What each character wears. Safe for any number of threads.</summary>
public sealed class ItemShelf
{
    private readonly ConcurrentDictionary<string, ImmutableArray<Item>> _items = new(StringComparer.Ordinal);

    /// <summary>Raised, on any thread, when a character wears something else.</summary>
    public event Action? Changed;

    /// <summary>What a character wears, that which lies in front last.</summary>
    public ImmutableArray<Item> Of(CharacterModel character) => _items.IsEmpty ? [] : _items.GetValueOrDefault(character.ContentHash, []);

    /// <summary>Takes what the character of a content hash wears.</summary>
    public void Put(string contentHash, ImmutableArray<Item> items)
    {
        _items[contentHash] = items;
        Changed?.Invoke();
    }
}
