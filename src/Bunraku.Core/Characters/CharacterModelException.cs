using Bunraku.Core.Errors;

namespace Bunraku.Core.Characters;

/// <summary>
/// A character model's folder, YAML or picture cannot be used. (A network that cannot be used is a
/// <see cref="Checkpoints.CheckpointException"/>.)
/// </summary>
public sealed class CharacterModelException : BadInputException
{
    private CharacterModelException(string path, Phrase message, Exception? cause = null, Phrase? place = null)
        : base($"{place ?? (object)path}: {message}", cause) => Path = path;

    /// <summary>The file or folder, as the caller named it.</summary>
    public string Path { get; }

    internal static CharacterModelException NotFound(string path) =>
        new(path, Phrase.Of("a character (its folder, its YAML file or its bundle) was expected, but there is no such file or folder. Check the name."));

    internal static CharacterModelException NoYaml(string folder, Phrase? place = null) =>
        new(folder, Phrase.Of("the folder holds no character model: neither character_model.yaml nor another YAML file that names a picture and two networks. Choose the folder that has it."), place: place);

    internal static CharacterModelException SeveralYaml(string folder, IEnumerable<string> names, Phrase? place = null) =>
        new(folder, Phrase.Of($"the folder holds several character models ({string.Join(", ", names)}). Name the YAML file itself."), place: place);

    internal static CharacterModelException BadYaml(string path, Phrase reason, Exception? cause = null) =>
        new(path, Phrase.Of($"{reason}. A character model's YAML has three lines: {string.Join(", ", CharacterYaml.Keys.Select(key => $"{key}: <file>"))}."), cause);

    internal static CharacterModelException ForbiddenPath(string path, string key, string value, Phrase reason) =>
        new(path, Phrase.Of($"{key} names {ForeignText.Quote(value)}, which {reason}. Put the file into the folder of the YAML and name it relative to that."));

    internal static CharacterModelException MissingFile(string path, string key, string value, Phrase where) =>
        new(path, Phrase.Of($"{key} names {ForeignText.Quote(value)}, but {where}. Put the file there or correct the name."));

    internal static CharacterModelException FileTooLarge(string path, long size, long limit) =>
        new(path, Phrase.Of($"the file has {size} bytes, but a file of a character model has at most {limit}. Is it the right file?"));

    internal static CharacterModelException NotReadable(string path, Exception cause) =>
        new(path, Phrase.Of($"the file cannot be read ({cause.Message}). Check its permissions and that no other program locks it."), cause);

    internal static CharacterModelException BadBundle(string path, Phrase reason) =>
        new(path, Phrase.Of($"{reason}. Copy or download the bundle again, or write it again: bunraku export bundle."));

    internal static CharacterModelException BundleVersion(string path, uint version, uint supported) =>
        new(path, Phrase.Of($"the bundle has version {version}, but this program reads version {supported}. Update Bunraku, or write the bundle again: bunraku export bundle."));

    internal static CharacterModelException FolderNotEmpty(string folder) =>
        new(folder, Phrase.Of("the folder has other files in it and is not a character model. Choose an empty or new folder, or ask for overwriting."));

    internal static CharacterModelException NotWritable(string folder, Exception cause) =>
        new(folder, Phrase.Of($"the character model cannot be written ({cause.Message}). Check the permissions and the free space."), cause);
}
