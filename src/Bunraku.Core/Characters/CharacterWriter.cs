using Bunraku.Core.Checkpoints;
using Bunraku.Core.Files;
using Bunraku.Core.Images;

namespace Bunraku.Core.Characters;

/// <summary>
/// Writes a character as a folder that the published programs can load. The character is complete or absent, and an old one stays until the new one is complete.
/// </summary>
public static class CharacterWriter
{
    private static readonly CharacterYaml Names = new("character.png", "face_morpher.pt", "body_morpher.pt");

    /// <summary>The names of the files, in the order of the YAML.</summary>
    public static IReadOnlyList<string> FileNames { get; } = [CharacterYaml.FileName, Names.Picture, Names.FaceMorpher, Names.BodyMorpher];

    /// <summary>The name of the picture.</summary>
    public static string PictureName => Names.Picture;

    /// <summary>Writes a character in place of a folder with all that it holds.</summary>
    /// <param name="folder">The folder; it is made if absent.</param>
    /// <param name="picture">The PNG file, which is written as it is.</param>
    /// <param name="weights">The two networks.</param>
    /// <param name="credits">Whose it is.</param>
    /// <exception cref="Errors.BadInputException">The folder cannot be written.</exception>
    public static void Write(string folder, byte[] picture, StudentWeights weights, CharacterCredits credits) =>
        Write(folder, path => AtomicFile.Write(path, stream => stream.Write(picture)), weights, credits, whole: true);

    /// <summary>Writes a character into a folder, whose other files stay.</summary>
    internal static void Write(CharacterModel character, string folder, bool overwrite)
    {
        if (!overwrite && Directory.Exists(folder) && !IsEmpty(folder) && !CharacterFolder.IsModel(folder))
        {
            throw CharacterModelException.FolderNotEmpty(folder);
        }

        Write(folder, path => PngFile.Write(path, character.SourceImage ?? ToImage(character.Picture)), character.Weights, character.Credits, whole: false);
    }

    private static void Write(string folder, Action<string> writePicture, StudentWeights weights, CharacterCredits credits, bool whole)
    {
        try
        {
            using FolderSwap swap = FolderSwap.Begin(folder, whole);
            writePicture(Path.Combine(swap.Staging, Names.Picture));
            CheckpointFile.Write(Path.Combine(swap.Staging, Names.FaceMorpher), weights.Face);
            CheckpointFile.Write(Path.Combine(swap.Staging, Names.BodyMorpher), weights.Body);
            AtomicFile.WriteText(Path.Combine(swap.Staging, CharacterYaml.FileName), Names.ToText());
            if (credits != CharacterCredits.None)
            {
                credits.Write(swap.Staging);
            }

            swap.Commit();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CharacterModelException.NotWritable(folder, exception);
        }
    }

    private static bool IsEmpty(string folder)
    {
        try
        {
            return FolderSwap.IsEmpty(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CharacterModelException.NotWritable(folder, exception);
        }
    }

    private static StraightImage ToImage(CharacterPicture picture)
    {
        var image = new StraightImage(CharacterPicture.Size, CharacterPicture.Size);
        FrameConversion.ToStraight(picture.Values, image.Width, image.Height, image.Pixels);
        return image;
    }
}
