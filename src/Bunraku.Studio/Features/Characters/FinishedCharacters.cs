using System.IO.Compression;
using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;
using Bunraku.Core.Images;
using Bunraku.Studio.Shell;

namespace Bunraku.Studio.Features.Characters;

/// <summary>The user's characters folder, and what goes into it.</summary>
/// <param name="dataFolder">The folder that holds it, if not the user's own.</param>
internal sealed class FinishedCharacters(string? dataFolder)
{
    /// <summary>The folder.</summary>
    public string Root => Path.Combine(dataFolder ?? UserFolders.Data, "characters");

    /// <summary>The folder of a character of this name.</summary>
    /// <exception cref="BadInputException">It is not a valid folder name.</exception>
    public string FolderOf(string name) => CharacterName.FolderIn(Root, name);

    /// <summary>The folders of all characters in it.</summary>
    public IReadOnlyList<string> All()
    {
        try
        {
            FolderSwap.RecoverIn(Root);
            return Directory.Exists(Root)
                ? [.. Directory.EnumerateDirectories(Root).Where(CharacterModel.IsIn).Order(StringComparer.OrdinalIgnoreCase)]
                : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Copies a trained character into the folder, whole or not at all, in place of one of this name.</summary>
    /// <returns>Its folder.</returns>
    /// <exception cref="BadInputException">There is no character, the name is not a valid name, or it cannot be written.</exception>
    public string Add(string trained, string name)
    {
        string place = FolderOf(name);
        CharacterModel character = CharacterModel.Load(trained); // It must be good before anything changes.
        CharacterWriter.Write(place, PictureFile.ReadBytes(Path.Combine(trained, CharacterWriter.PictureName)), character.Weights, character.Credits);
        return place;
    }

    /// <summary>Gives a character another name.</summary>
    /// <returns>Its new folder.</returns>
    /// <exception cref="BadInputException">The name is not a valid name or is taken, or the folder cannot be moved.</exception>
    public string Rename(string folder, string name)
    {
        string place = Path.Combine(Root, CharacterName.Checked(name));
        return Change(folder, name, () =>
        {
            if (FolderOf(name) is var taken && taken != folder && Directory.Exists(taken))
            {
                throw new BadInputException($"There is already a character named {name.Trim()}. Choose another name.");
            }

            PatientMove.Folder(folder, place);
            return place;
        });
    }

    /// <summary>Copies a character under a name that is free.</summary>
    /// <returns>The folder of the copy.</returns>
    /// <exception cref="BadInputException">It cannot be copied.</exception>
    public string Duplicate(string folder)
    {
        string free = FreeName.Of(Path.GetFileName(folder) + " copy", name => Directory.Exists(FolderOf(name)));
        return Change(folder, free, () => Add(folder, free));
    }

    /// <summary>Writes down whose a character is.</summary>
    /// <exception cref="BadInputException">A text is too long, or it cannot be written.</exception>
    public void SetCredits(string folder, CharacterCredits credits) => Change(folder, folder, () =>
    {
        credits.Write(folder);
        return folder;
    });

    /// <summary>Deletes a character with its files.</summary>
    /// <exception cref="BadInputException">It is not in the folder of characters, or cannot be deleted.</exception>
    public void Delete(string folder) => Change(folder, folder, () =>
    {
        Directory.Delete(folder, recursive: true);
        return folder;
    });

    private string Change(string folder, string name, Func<string> change)
    {
        try
        {
            return All().Contains(folder) ? change() : throw new BadInputException($"{Path.GetFileName(folder)} is not in {Root}. Reload the page.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{Path.GetFileName(name)} cannot be changed in {Root}: {e.Message}", e);
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
                foreach (string file in CharacterWriter.FileNames)
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
}
