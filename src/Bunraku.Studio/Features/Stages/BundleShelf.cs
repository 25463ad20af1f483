using System.Collections.Concurrent;
using Bunraku.Core.Characters;
using Bunraku.Siren.Bundles;
using Bunraku.Siren.Support;

namespace Bunraku.Studio.Features.Stages;

/// <summary>The bundles of the characters that pages paint, each written when it is first asked for.</summary>
internal sealed class BundleShelf
{
    private const int Most = 8;
    private readonly ConcurrentDictionary<string, Lazy<byte[]>> _bundles = new(StringComparer.Ordinal);

    /// <summary>The address of a character's bundle; null while its support mask is not known, and for a picture without a student, which has no bundle.</summary>
    public string? AddressOf(StageCharacter shown)
    {
        if (shown is not CharacterModel character)
        {
            return null;
        }

        string hash = character.ContentHash;
        if (!_bundles.ContainsKey(hash))
        {
            if (character.SourceImage is null || SupportMask.TryLoad(character) is not { } mask)
            {
                return null;
            }

            if (_bundles.Count >= Most)
            {
                _bundles.Clear();
            }

            _bundles[hash] = new Lazy<byte[]>(() => BundleExport.Build(character, mask, new BundleOptions { Credits = character.Credits }));
        }

        return $"/bundles/{hash}{CharacterBundle.Extension}";
    }

    /// <summary>The bundle of a content hash, or null.</summary>
    public byte[]? Find(string hash) => _bundles.GetValueOrDefault(hash)?.Value;
}
