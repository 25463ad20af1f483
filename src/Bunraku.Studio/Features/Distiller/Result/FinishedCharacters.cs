using System.IO.Compression;
using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;
using Bunraku.Core.Images;
using Bunraku.Studio.Features.Distiller.Projects;

namespace Bunraku.Studio.Features.Distiller.Result;

/// <summary>The user's characters folder, and what goes into it.</summary>
/// <param name="dataFolder">The folder that holds it, if not the user's own.</param>
internal sealed class FinishedCharacters(string? dataFolder)
{
    /// <summary>The folder.</summary>
    public string Root => Path.Combine(dataFolder ?? UserFolders.Data, "characters");

    /// <summary>The folder of a character of this name.</summary>
    /// <exception cref="BadInputException">It is no name for a folder.</exception>
    public string FolderOf(string name) => CharacterName.FolderIn(Root, name);

    /// <summary>The folders of all characters in it.</summary>
    public IReadOnlyList<string> All()
    {
        try
        {
            FolderSwap.RecoverIn(Root);
            return Directory.Exists(Root)
                ? [.. Directory.EnumerateDirectories(Root).Where(Characters.ChosenFolders.IsCharacter).Order(StringComparer.OrdinalIgnoreCase)]
                : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Copies the character of a project into the folder, whole or not at all, in place of one of this name.</summary>
    /// <returns>Its folder.</returns>
    /// <exception cref="BadInputException">The project has no character, the name is no name, or it cannot be written.</exception>
    public string Add(DistillerProject project, string name)
    {
        string place = FolderOf(name);
        string made = project.Run.CharacterModel;
        CharacterModel character = CharacterModel.Load(made); // It must be good before anything changes.
        CharacterWriter.Write(place, PictureFile.ReadBytes(Path.Combine(made, CharacterWriter.PictureName)), character.Weights);
        return place;
    }

    /// <summary>The character of a project as a zip file with one folder.</summary>
    /// <returns>Null where there is none.</returns>
    public static byte[]? Zip(DistillerProject project)
    {
        try
        {
            var bytes = new MemoryStream();
            using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            {
                foreach (string file in CharacterWriter.FileNames)
                {
                    zip.CreateEntryFromFile(Path.Combine(project.Run.CharacterModel, file), $"{project.Name}/{file}", CompressionLevel.Fastest);
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
