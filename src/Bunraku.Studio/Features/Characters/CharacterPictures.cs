using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
using Bunraku.Core.Images;
using Bunraku.Studio.Features.Frames;

namespace Bunraku.Studio.Features.Characters;

/// <summary>The pictures of characters as a page shows them. An address names a character that Studio listed, never a path.</summary>
internal sealed class CharacterPictures
{
    private const int MostKept = 256;
    private readonly ConcurrentDictionary<string, string> _tokens = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<byte[]?>> _pictures = new(StringComparer.Ordinal);
    private readonly ConditionalWeakTable<CharacterPicture, string> _loaded = [];

    /// <summary>The address of the picture of the character in a folder.</summary>
    public string AddressOf(string folder) => Address(_tokens.GetOrAdd(folder, Register, () => Load(folder)));

    /// <summary>The address of the picture of a loaded character.</summary>
    public string AddressOf(CharacterModel character) => AddressOf(character.Picture);

    /// <summary>The address of a picture.</summary>
    public string AddressOf(CharacterPicture picture) => Address(_loaded.GetValue(picture, loaded => Register("", () => loaded)));

    /// <summary>The PNG of an address, or null where there is none.</summary>
    public byte[]? Find(string token) => _pictures.TryGetValue(token, out Lazy<byte[]?>? picture) ? picture.Value : null;

    private static string Address(string token) => $"/characters/{token}/picture";

    private string Register(string _, Func<CharacterPicture?> load)
    {
        if (_pictures.Count >= MostKept)
        {
            _pictures.Clear();
            _tokens.Clear();
        }

        string token = RandomNumberGenerator.GetHexString(32, lowercase: true);
        _pictures[token] = new Lazy<byte[]?>(() => load() is { } picture ? FramePng.Encode(picture) : null);
        return token;
    }

    private static CharacterPicture? Load(string folder)
    {
        try
        {
            return CharacterModel.Load(folder).Picture;
        }
        catch (BadInputException)
        {
            return null; // The chooser says why when the user opens it.
        }
    }
}
