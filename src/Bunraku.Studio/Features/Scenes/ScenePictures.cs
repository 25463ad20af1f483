using System.Security.Cryptography;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;

namespace Bunraku.Studio.Features.Scenes;

/// <summary>The pictures behind characters, in a folder of the user's data: each under a name that follows from its content.</summary>
/// <param name="dataFolder">The folder that holds it, if not the user's own.</param>
internal sealed class ScenePictures(string? dataFolder)
{
    public const string Accept = "image/png,image/jpeg,image/webp,image/gif";
    public const long Largest = 32 << 20;

    private string Root => Path.Combine(dataFolder ?? UserFolders.Data, "scenes");

    /// <summary>Keeps a picture.</summary>
    /// <returns>Its name.</returns>
    /// <exception cref="BadInputException">It is not a picture, or cannot be written.</exception>
    public string Keep(string fileName, byte[] content)
    {
        string kind = KindOf(content) ?? throw new BadInputException($"{fileName} is not a PNG, JPEG, WebP or GIF picture. Choose another file.");
        string name = Convert.ToHexStringLower(SHA256.HashData(content))[..24] + "." + kind;
        try
        {
            Directory.CreateDirectory(Root);
            AtomicFile.Write(Path.Combine(Root, name), stream => stream.Write(content));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"The picture cannot be kept in {Root}: {e.Message}", e);
        }

        return name;
    }

    /// <summary>The path and kind of a picture, or null where there is none of that name.</summary>
    public (string Path, string Kind)? Find(string name)
    {
        string path = Path.Combine(Root, name);
        return Path.GetFileName(name) == name && Path.GetExtension(name) is { Length: > 1 } extension && File.Exists(path) ? (path, "image/" + extension[1..]) : null;
    }

    private static string? KindOf(ReadOnlySpan<byte> content) =>
        content.StartsWith((byte[])[0x89, 0x50, 0x4E, 0x47]) ? "png"
        : content.StartsWith((byte[])[0xFF, 0xD8, 0xFF]) ? "jpeg"
        : content.StartsWith("GIF8"u8) ? "gif"
        : content.Length > 12 && content[8..].StartsWith("WEBP"u8) ? "webp"
        : null;
}
