using Bunraku.Core.Checkpoints;
using Bunraku.Core.Files;
using Bunraku.Core.Images;

namespace Bunraku.Core.Characters;

/// <summary>
/// Writes a character as a folder. All files are written aside first; the YAML, without which a folder is no character, goes last.
/// </summary>
internal static class CharacterWriter
{
    private static readonly CharacterYaml Names = new("character.png", "face_morpher.pt", "body_morpher.pt");

    public static void Write(CharacterModel character, string folder, bool overwrite)
    {
        try
        {
            string target = Path.GetFullPath(folder);
            bool exists = Directory.Exists(target);
            if (exists && !overwrite && Directory.EnumerateFileSystemEntries(target).Any() && !CharacterFolder.IsModel(target))
            {
                throw CharacterModelException.FolderNotEmpty(folder);
            }

            string aside = exists ? Path.Combine(target, $"{Guid.NewGuid():N}.partial") : $"{target}.{Guid.NewGuid():N}.partial";
            using IDisposable unfinished = UnfinishedOutput.Begin(aside);
            Directory.CreateDirectory(aside);
            try
            {
                WriteFiles(character, aside);
                Publish(aside, target, exists);
            }
            finally
            {
                if (Directory.Exists(aside))
                {
                    Directory.Delete(aside, recursive: true);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CharacterModelException.NotWritable(folder, exception);
        }
    }

    private static void WriteFiles(CharacterModel character, string folder)
    {
        PngFile.Write(Path.Combine(folder, Names.Picture), character.SourceImage ?? ToImage(character.Picture));
        CheckpointFile.Write(Path.Combine(folder, Names.FaceMorpher), character.Weights.Face);
        CheckpointFile.Write(Path.Combine(folder, Names.BodyMorpher), character.Weights.Body);
        AtomicFile.WriteText(Path.Combine(folder, CharacterYaml.FileName), Names.ToText());
    }

    private static void Publish(string aside, string target, bool exists)
    {
        if (!exists)
        {
            Directory.Move(aside, target);
            return;
        }

        // Until all new files are in place, the folder is no character, so nobody loads a mixture of two.
        File.Delete(Path.Combine(target, CharacterYaml.FileName));
        foreach (string name in (ReadOnlySpan<string>)[Names.Picture, Names.FaceMorpher, Names.BodyMorpher, CharacterYaml.FileName])
        {
            File.Move(Path.Combine(aside, name), Path.Combine(target, name), overwrite: true);
        }
    }

    private static StraightImage ToImage(CharacterPicture picture)
    {
        var image = new StraightImage(CharacterPicture.Size, CharacterPicture.Size);
        FrameConversion.ToStraight(picture.Values, image.Width, image.Height, image.Pixels);
        return image;
    }
}
