using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
using Bunraku.Core.Images;
using Bunraku.Live.Frames;

namespace Bunraku.Studio.Features.Characters;

/// <summary>
/// The pictures of characters as a page shows them. An address names a character that Studio listed, never a path; a folder whose files have changed gets
/// another address. Safe for any number of threads.
/// </summary>
internal sealed class CharacterPictures
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (string Token, long Stamp)> _folders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Func<CharacterPicture?>> _sources = new(StringComparer.Ordinal);
    private readonly Dictionary<string, byte[]> _kept = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = [];
    private readonly ConditionalWeakTable<CharacterPicture, string> _loaded = [];

    /// <summary>How many encoded pictures are kept.</summary>
    public int MostKept { get; init; } = 256;

    /// <summary>The address of the picture of the character in a folder.</summary>
    public string AddressOf(string folder)
    {
        long stamp = StampOf(folder);
        lock (_gate)
        {
            if (!_folders.TryGetValue(folder, out (string Token, long Stamp) known) || known.Stamp != stamp)
            {
                _sources.Remove(known.Token ?? "");
                _folders[folder] = known = (Register(() => Load(folder)), stamp);
            }

            return Address(known.Token);
        }
    }

    /// <summary>The address of the picture of a loaded character.</summary>
    public string AddressOf(StageCharacter character) => AddressOf(character.Picture);

    /// <summary>The address of a picture, which holds as long as the picture is in use.</summary>
    public string AddressOf(CharacterPicture picture)
    {
        lock (_gate)
        {
            return Address(_loaded.GetValue(picture, loaded =>
            {
                var weak = new WeakReference<CharacterPicture>(loaded);
                return Register(() => weak.TryGetTarget(out CharacterPicture? alive) ? alive : null);
            }));
        }
    }

    /// <summary>The PNG of an address, or null where there is none.</summary>
    public byte[]? Find(string token)
    {
        Func<CharacterPicture?>? source;
        lock (_gate)
        {
            if (_kept.TryGetValue(token, out byte[]? kept) || !_sources.TryGetValue(token, out source))
            {
                return kept;
            }
        }

        byte[]? png = source() is { } picture ? FramePng.Encode(picture) : null;
        if (png is not null)
        {
            Keep(token, png);
        }

        return png;
    }

    private static string Address(string token) => $"/characters/{token}/picture";

    private string Register(Func<CharacterPicture?> load)
    {
        string token = RandomNumberGenerator.GetHexString(32, lowercase: true);
        _sources[token] = load;
        return token;
    }

    /// <summary>Keeps the newest; the others can be made again.</summary>
    private void Keep(string token, byte[] png)
    {
        lock (_gate)
        {
            if (_kept.TryAdd(token, png))
            {
                _order.Enqueue(token);
                if (_order.Count > MostKept)
                {
                    _kept.Remove(_order.Dequeue());
                }
            }
        }
    }

    private static long StampOf(string folder)
    {
        try
        {
            IEnumerable<FileInfo> files = File.Exists(folder) ? [new FileInfo(folder)] : new DirectoryInfo(folder).EnumerateFiles();
            return files.Aggregate(0L, (stamp, file) => HashCode.Combine(stamp, file.Name, file.Length, file.LastWriteTimeUtc));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
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
