using Bunraku.Core.Errors;

namespace Bunraku.Core.Characters;

/// <summary>
/// The files of a character model that a user has handed over by name, with or without folders in the names. A file that the YAML
/// names is looked for by its path from the YAML, then by its name alone.
/// </summary>
internal sealed class UploadedCharacter : ICharacterFiles
{
    private readonly Dictionary<string, byte[]> _files;

    /// <exception cref="CharacterModelException">There is no YAML of a character model, or more than one.</exception>
    public UploadedCharacter(IEnumerable<KeyValuePair<string, byte[]>> files)
    {
        _files = new Dictionary<string, byte[]>(NameForm.Comparer);
        foreach ((string name, byte[] bytes) in files)
        {
            _files[Normalize(name)] = bytes;
        }

        YamlPath = FindYaml();
    }

    /// <summary>The name of the YAML among the files.</summary>
    public string YamlPath { get; }

    public byte[] Yaml => _files[YamlPath];

    /// <summary>The folder of the YAML in the names: empty where they have none.</summary>
    public string Folder => YamlPath.Contains('/') ? YamlPath[..YamlPath.LastIndexOf('/')] : string.Empty;

    /// <inheritdoc/>
    public CharacterFile Read(string key, string value)
    {
        if (FilePathRules.ReasonToRefuse(value) is { } reason)
        {
            throw CharacterModelException.ForbiddenPath(YamlPath, key, value, reason);
        }

        string path = Normalize($"{Folder}/{value}");
        string[] namesakes = [.. _files.Keys.Where(name => SameName(name, path))];
        string found = _files.ContainsKey(path) ? path
            : namesakes is [string only] ? only
            : throw CharacterModelException.MissingFile(YamlPath, key, value, Phrase.Of($"it is not among the chosen files ({string.Join(", ", _files.Keys)})"));
        byte[] bytes = _files[found];
        return bytes.Length <= CharacterFile.MaxBytes
            ? new CharacterFile(found, bytes)
            : throw CharacterModelException.FileTooLarge(found, bytes.Length, CharacterFile.MaxBytes);
    }

    private string FindYaml()
    {
        string[] yamls = [.. _files.Keys.Where(name => Path.GetExtension(name).ToUpperInvariant() is ".YAML" or ".YML")];
        string[] usual = [.. yamls.Where(name => SameName(name, CharacterYaml.FileName))];
        string[] candidates = usual.Length > 0 ? usual
            : yamls.Length == 1 ? yamls
            : [.. yamls.Where(name => CharacterYaml.IsModel(_files[name]))];
        return candidates switch
        {
            [string only] => only,
            [] => throw CharacterModelException.NoYaml("chosen files", Phrase.Of("chosen files")),
            _ => throw CharacterModelException.SeveralYaml("chosen files", candidates, Phrase.Of("chosen files")),
        };
    }

    private static bool SameName(string first, string second) =>
        NameForm.AreSame(Path.GetFileName(first), Path.GetFileName(second));

    /// <summary>Forward slashes, no empty or dot components, and <c>..</c> resolved as far as the name goes.</summary>
    private static string Normalize(string name)
    {
        var components = new List<string>();
        foreach (string component in name.Replace('\\', '/').Split('/'))
        {
            if (component == "..")
            {
                components.RemoveRange(Math.Max(0, components.Count - 1), Math.Min(1, components.Count));
            }
            else if (component is not ("" or "."))
            {
                components.Add(component);
            }
        }

        return string.Join('/', components);
    }
}
