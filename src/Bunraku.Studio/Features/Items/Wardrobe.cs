using System.Collections.Immutable;
using Bunraku.Core.Characters;
using Bunraku.Live.Items;
using Bunraku.Studio.Shell;
using Microsoft.Extensions.DependencyInjection;

namespace Bunraku.Studio.Features.Items;

/// <summary>The items of the user's characters, kept in the settings. Safe for any number of threads.</summary>
internal sealed class Wardrobe(SettingsFile settings, ItemShelf shelf)
{
    /// <summary>What a character wears.</summary>
    public ImmutableArray<Item> Of(CharacterModel character) => shelf.Of(character);

    /// <summary>Changes what a character wears.</summary>
    public void Change(CharacterModel character, Func<ImmutableArray<Item>, ImmutableArray<Item>> change)
    {
        ImmutableArray<Item> items = Item.Repaired(change(Of(character)));
        settings.Update<ItemSettings>(present => present with { Worn = items.IsEmpty ? present.Worn.Remove(character.ContentHash) : present.Worn.SetItem(character.ContentHash, items) });
        shelf.Put(character.ContentHash, items);
    }
}

/// <summary>The services of items.</summary>
internal static class WardrobeServices
{
    public static void AddItems(this IServiceCollection services)
    {
        services.AddSingleton(provider =>
        {
            var shelf = new ItemShelf();
            foreach ((string hash, ImmutableArray<Item> items) in provider.GetRequiredService<SettingsFile>().Get<ItemSettings>().Worn)
            {
                shelf.Put(hash, items);
            }

            return shelf;
        });
        services.AddSingleton<Wardrobe>();
    }
}
