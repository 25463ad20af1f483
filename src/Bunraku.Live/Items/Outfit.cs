using System.Collections.Immutable;
using Bunraku.Core.Characters;
using Bunraku.Core.Poses;
using Bunraku.Siren.Pins;

namespace Bunraku.Live.Items;

/// <summary>The items that a character wears now, and where they are in a pose. Safe for any number of threads.</summary>
internal sealed class Outfit : IDisposable
{
    private readonly Lock _gate = new();
    private readonly PinTracker _tracker;
    private readonly PinPlace[] _places;
    private Pose? _pose;
    private bool _isGone;

    public Outfit(CharacterModel character, ImmutableArray<Item> items)
    {
        Character = character;
        Items = items;
        _tracker = new PinTracker(character);
        _places = [.. items.Select(AtRest)];
    }

    public CharacterModel Character { get; }

    public ImmutableArray<Item> Items { get; }

    /// <summary>Where the pins of the items are in a pose.</summary>
    public ReadOnlySpan<PinPlace> Place(Pose pose)
    {
        lock (_gate)
        {
            if (!_isGone && !pose.Equals(_pose))
            {
                for (int i = 0; i < _places.Length; i++)
                {
                    _places[i] = _tracker.Find(pose, (float)Items[i].PinX, (float)Items[i].PinY, _places[i]);
                }

                _pose = pose;
            }

            return _places.ToArray();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isGone = true;
            _tracker.Dispose();
        }
    }

    private static PinPlace AtRest(Item item) => new((float)item.PinX, (float)item.PinY, 0, 1);
}
