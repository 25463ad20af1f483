using Bunraku.Core.Checkpoints;
using Bunraku.Core.Errors;
using Bunraku.Core.Images;

namespace Bunraku.Core.Characters;

/// <summary>Loads the YAML, the picture and both networks of a character, and checks all of them before it answers.</summary>
internal static class CharacterReader
{
    public static CharacterModel FromDisk(string path, CharacterLoadOptions options)
    {
        string yamlPath = Path.GetFullPath(CharacterFolder.FindYaml(path));
        var file = CharacterFile.FromDisk(yamlPath);
        if (IsBundle(file))
        {
            return BundleReader.Read(file, yamlPath);
        }

        return Read(CharacterModel.NameOf(Path.GetDirectoryName(yamlPath)!), yamlPath, file.Bytes, new CharacterFolder(yamlPath, options), isOnDisk: true);
    }

    public static CharacterModel FromUpload(IEnumerable<KeyValuePair<string, byte[]>> files, string? name)
    {
        KeyValuePair<string, byte[]>[] all = [.. files];
        if (all is [var (only, bytes)] && new CharacterFile(only, bytes) is var bundle && IsBundle(bundle))
        {
            return BundleReader.Read(bundle, path: null);
        }

        var upload = new UploadedCharacter(all);
        return Read(name ?? Path.GetFileName(upload.Folder), upload.YamlPath, upload.Yaml, upload, isOnDisk: false);
    }

    private static bool IsBundle(CharacterFile file) =>
        CharacterBundle.IsBundle(file.Bytes) || CharacterBundle.IsNamed(file.Path);

    private static CharacterModel Read(string name, string yamlPath, byte[] yamlBytes, ICharacterFiles files, bool isOnDisk)
    {
        CharacterYaml yaml = CharacterYaml.Parse(yamlBytes, yamlPath);
        CharacterFile pictureFile = files.Read(CharacterYaml.PictureKey, yaml.Picture);
        CharacterFile faceFile = files.Read(CharacterYaml.FaceMorpherKey, yaml.FaceMorpher);
        CharacterFile bodyFile = files.Read(CharacterYaml.BodyMorpherKey, yaml.BodyMorpher);

        // The picture takes as long as both networks: at a cold start, which compiles all of this, a third of the time is saved.
        Task<(StraightImage Image, CharacterPicture Picture)> reading = Task.Run(() => ReadPicture(pictureFile));
        StateDict face = ReadNetwork(faceFile);
        StudentNetworkCheck.RequireFace(face, faceFile.Path);
        StateDict body = ReadNetwork(bodyFile);
        StudentNetworkCheck.RequireBody(body, bodyFile.Path);

        (StraightImage image, CharacterPicture picture) = reading.GetAwaiter().GetResult();
        (CharacterCredits credits, Phrase? problem) = isOnDisk ? ReadCredits(Path.GetDirectoryName(yamlPath)!) : (CharacterCredits.None, null);

        return new CharacterModel(name.Length > 0 ? name : "character", picture, new StudentWeights(face, body))
        {
            YamlPath = isOnDisk ? yamlPath : null,
            FileSizes = new CharacterFileSizes(pictureFile.Bytes.Length, faceFile.Bytes.Length, bodyFile.Bytes.Length),
            SourceImage = image,
            Credits = credits,
            Warnings =
            [
                .. IsOpaque(image) ? [Phrase.Of($"{pictureFile.Path}: the picture has no transparent pixel, so its background is taken for a part of the character.")] : (Phrase[])[],
                .. problem is null ? (Phrase[])[] : [problem],
            ],
        };
    }

    /// <summary>Damaged credits are no reason not to show the character.</summary>
    private static (CharacterCredits Credits, Phrase? Problem) ReadCredits(string folder)
    {
        try
        {
            return (CharacterCredits.OfFolder(folder), null);
        }
        catch (BadInputException e)
        {
            return (CharacterCredits.None, e.Phrase);
        }
    }

    private static (StraightImage Image, CharacterPicture Picture) ReadPicture(CharacterFile file)
    {
        StraightImage image = PngFile.Decode(file.Bytes, file.Path);
        return (image, ImageConversion.ToNetwork(image, file.Path));
    }

    private static bool IsOpaque(StraightImage image)
    {
        for (int i = 3; i < image.Pixels.Length; i += 4)
        {
            if (image.Pixels[i] != byte.MaxValue)
            {
                return false;
            }
        }

        return true;
    }

    private static StateDict ReadNetwork(CharacterFile file) =>
        CheckpointFile.ReadStateDict(new MemoryStream(file.Bytes, writable: false), file.Path, CheckpointLimits.Student);
}
