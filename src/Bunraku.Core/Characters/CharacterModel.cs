using Bunraku.Core.Images;

namespace Bunraku.Core.Characters;

/// <summary>
/// A character that a student can pose: its name, its picture and its two networks. On disk it is a YAML file and the three files that
/// this names; see docs/formats/character-model.md.
/// </summary>
public sealed class CharacterModel : StageCharacter
{
    /// <summary>The name that its YAML usually has.</summary>
    public const string YamlName = CharacterYaml.FileName;

    /// <summary>The folder in which a training puts its character.</summary>
    public const string OutputFolder = "character_model";

    /// <summary>Puts a character together from parts that were already checked.</summary>
    /// <param name="name">What to call it: the name of its folder.</param>
    /// <param name="picture">The picture in the network convention.</param>
    /// <param name="weights">The two networks: keys and shapes of <see cref="StudentNetworks"/>, finite values.</param>
    public CharacterModel(string name, CharacterPicture picture, StudentWeights weights)
        : base(name, picture) => Weights = weights;

    /// <summary>The two networks, already checked for keys, shapes and finite values.</summary>
    public StudentWeights Weights { get; }

    /// <summary>The full path of the YAML or bundle it was loaded from; null where it was not loaded from disk.</summary>
    public string? YamlPath { get; init; }

    /// <summary>The folder of its YAML or bundle; null where it was not loaded from disk.</summary>
    public string? SourceDirectory => Path.GetDirectoryName(YamlPath);

    /// <summary>The pixels that any pose can reach, from its bundle: 512 * 512 flags, row by row, lowest bit first; null where they are to be found.</summary>
    public ReadOnlyMemory<byte>? ReachablePixels { get; init; }

    /// <summary>The sizes of its files; null where it was not loaded from four files.</summary>
    public CharacterFileSizes? FileSizes { get; init; }

    /// <summary>What to call the character of a folder: its name. Every training writes into a folder <c>character_model</c>, which is called like the folder around it.</summary>
    public static string NameOf(string folder)
    {
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(folder));
        return name == OutputFolder && Path.GetFileName(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(folder))) is { Length: > 0 } around ? around : name;
    }

    /// <summary>Whether a folder has a YAML file that could be that of a character.</summary>
    public static bool MayBeIn(string folder) => CharacterFolder.YamlsIn(folder).Any();

    /// <summary>Whether a folder holds a character, by its usual YAML or one of another name; the files that this names are not looked at.</summary>
    public static bool IsIn(string folder) => File.Exists(Path.Combine(folder, YamlName)) || CharacterFolder.IsModel(folder);

    /// <summary>Loads a character and checks all of its files.</summary>
    /// <param name="path">Its folder, its YAML file, or its bundle (docs/formats/character-bundle.md).</param>
    /// <param name="options">What it may do; nothing unusual if not given.</param>
    /// <exception cref="Errors.BadInputException">
    /// A file is absent, damaged or not what it should be (<see cref="CharacterModelException"/>, <see cref="Checkpoints.CheckpointException"/>).
    /// </exception>
    public static CharacterModel Load(string path, CharacterLoadOptions? options = null) =>
        CharacterReader.FromDisk(path, options ?? new CharacterLoadOptions());

    /// <summary>Loads a character from files that are not on disk, such as an upload, with the same checks.</summary>
    /// <param name="files">All files by name, with or without folders: the YAML, the picture and both networks, or one bundle. Others are ignored.</param>
    /// <param name="name">What to call it; if not given, the folder of the YAML, where the names have one.</param>
    /// <inheritdoc cref="Load"/>
    public static CharacterModel LoadFromFiles(IEnumerable<KeyValuePair<string, byte[]>> files, string? name = null) =>
        CharacterReader.FromUpload(files, name);

    /// <summary>
    /// Writes the character as a folder that the published programs can load: <c>character_model.yaml</c>, <c>character.png</c>,
    /// <c>face_morpher.pt</c> and <c>body_morpher.pt</c>. The character is complete or absent. Other files in the folder stay.
    /// </summary>
    /// <param name="directory">The folder; made if absent. A character that is in it is replaced.</param>
    /// <param name="overwrite">Whether a folder may be used that has files in it but is not a character model.</param>
    /// <exception cref="Errors.BadInputException">The folder must not or cannot be written.</exception>
    public void Save(string directory, bool overwrite = false) => CharacterWriter.Write(this, directory, overwrite);

    private protected override string ComputeContentHash() => CharacterHash.OfContent(Picture, Weights);
}
