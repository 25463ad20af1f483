using System.Collections.Immutable;
using Bunraku.Live.Items;
using Bunraku.Studio.Shell;

namespace Bunraku.Studio.Features.Items;

/// <summary>What each character wears, by the content hashes of characters.</summary>
internal sealed record ItemSettings : ISettings<ItemSettings>
{
    public ImmutableDictionary<string, ImmutableArray<Item>> Worn { get; init; } = ImmutableDictionary<string, ImmutableArray<Item>>.Empty;

    public ItemSettings Repaired() => this with
    {
        Worn = Worn is null ? ImmutableDictionary<string, ImmutableArray<Item>>.Empty : Worn.ToImmutableDictionary(worn => worn.Key, worn => Item.Repaired(worn.Value)),
    };
}
