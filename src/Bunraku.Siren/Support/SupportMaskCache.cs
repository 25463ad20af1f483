using System.Collections;
using System.Security.Cryptography;
using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;
using Bunraku.Core.Images;

namespace Bunraku.Siren.Support;

/// <summary>
/// Support masks on disk, in the user's cache folder and never next to the character; those of the program's own characters are in this assembly. Each
/// character has a file, named by the hash of its content; that of another poser is named by the hash of its identity. Format: the text "bunraku support mask 2" and a line feed; the flags of the 512 * 512
/// pixels, row by row, eight to a byte, lowest bit first; the SHA-256 of all that. A file that is anything else is ignored and written again.
/// </summary>
internal static class SupportMaskCache
{
    private const string Extension = ".mask";
    private const int PixelBytes = CharacterPicture.Size * CharacterPicture.Size / 8;
    private static readonly byte[] Header = [.. "bunraku support mask 2\n"u8];

    public static string PathFor(CharacterModel character) => PathFor(character.ContentHash);

    /// <summary>The cached mask of a character, or null where there is none that can be used.</summary>
    public static SupportMask? TryRead(CharacterModel character) => TryRead(character.ContentHash);

    /// <summary>The mask that is cached under a key of hexadecimal digits, or null where there is none that can be used.</summary>
    public static SupportMask? TryRead(string key)
    {
        try
        {
            string path = PathFor(key);
            if (File.Exists(path) && Parse(File.ReadAllBytes(path)) is { } cached)
            {
                return cached;
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // As if there were none.
        }

        return ReadOwn(key);
    }

    /// <summary>Keeps a mask. A cache that cannot be written costs time at the next start and nothing else, so that failure is not reported.</summary>
    public static void TryWrite(CharacterModel character, SupportMask mask) => TryWrite(character.ContentHash, mask);

    /// <inheritdoc cref="TryWrite(CharacterModel, SupportMask)"/>
    public static void TryWrite(string key, SupportMask mask)
    {
        byte[] body = [.. Header, .. mask.ToBytes()];
        try
        {
            string path = PathFor(key);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            AtomicFile.Write(path, stream =>
            {
                stream.Write(body);
                stream.Write(SHA256.HashData(body));
            });
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or BadInputException)
        {
        }
    }

    private static string PathFor(string key) => Path.Combine(UserFolders.Cache, "support-masks", key + Extension);

    private static SupportMask? ReadOwn(string key)
    {
        using Stream? own = typeof(SupportMaskCache).Assembly.GetManifestResourceStream(key + Extension);
        if (own is null)
        {
            return null;
        }

        byte[] file = new byte[own.Length];
        own.ReadExactly(file);
        return Parse(file);
    }

    private static SupportMask? Parse(byte[] file)
    {
        int bodyLength = Header.Length + PixelBytes;
        bool isWhole = file.Length == bodyLength + SHA256.HashSizeInBytes
            && file.AsSpan().StartsWith(Header)
            && SHA256.HashData(file.AsSpan(0, bodyLength)).AsSpan().SequenceEqual(file.AsSpan(bodyLength));
        return isWhole ? new SupportMask(new BitArray(file[Header.Length..bodyLength])) : null;
    }
}
