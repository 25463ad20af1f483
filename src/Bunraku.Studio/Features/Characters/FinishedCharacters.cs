using System.IO.Compression;
using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;

namespace Bunraku.Studio.Features.Characters;

/// <summary>The user's characters folder, and what goes into it.</summary>
/// <param name="dataFolder">The folder that holds it, if not the user's own.</param>
internal sealed class FinishedCharacters(string? dataFolder)
{
    private static readonly string[] Files = ["character_model.yaml", "character.png", "face_morpher.pt", "body_morpher.pt"];

    /// <summary>The folder.</summary>
    public string Root => Path.Combine(dataFolder ?? UserFolders.Data, "characters");

    /// <summary>The folder of a character of this name.</summary>
    /// <exception cref="BadInputException">It is no name for a folder.</exception>
    public string FolderOf(string name) => Path.Combine(Root, CharacterName.Check(name));

    /// <summary>The folders of all characters in it.</summary>
    public IReadOnlyList<string> All()
    {
        try
        {
            return Directory.Exists(Root)
                ? [.. Directory.EnumerateDirectories(Root).Where(ChosenFolders.IsCharacter).Where(folder => !folder.EndsWith(".new", StringComparison.Ordinal)).Order(StringComparer.OrdinalIgnoreCase)]
                : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Copies a trained character into the folder, whole or not at all, in place of one of this name.</summary>
    /// <returns>Its folder.</returns>
    /// <exception cref="BadInputException">There is no character, the name is no name, or it cannot be written.</exception>
    public string Add(string trained, string name)
    {
        string place = FolderOf(name);
        CharacterModel.Load(trained); // All of it must be good before anything changes.
        (string aside, string old) = ($"{place}.new", $"{place}.old");
        try
        {
            Delete(aside);
            Delete(old);
            Directory.CreateDirectory(aside);
            foreach (string file in Files)
            {
                File.Copy(Path.Combine(trained, file), Path.Combine(aside, file));
            }

            if (Directory.Exists(place))
            {
                Directory.Move(place, old);
            }

            Directory.Move(aside, place);
            Delete(old);
            return place;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{place}: the character cannot be written there: {e.Message}", e);
        }
    }

    /// <summary>A trained character as a zip file with one folder.</summary>
    /// <returns>Null where there is none.</returns>
    public static byte[]? Zip(string trained, string name)
    {
        try
        {
            var bytes = new MemoryStream();
            using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            {
                foreach (string file in Files)
                {
                    zip.CreateEntryFromFile(Path.Combine(trained, file), $"{name}/{file}", CompressionLevel.Fastest);
                }
            }

            return bytes.ToArray();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
