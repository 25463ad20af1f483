using Bunraku.Core.Errors;
using Bunraku.Core.Files;

namespace Bunraku.Core.Characters;

/// <summary>The files of a character model on disk: relative names are relative to the folder of its YAML.</summary>
/// <param name="yamlPath">The YAML file, for errors and for its folder.</param>
/// <param name="options">Whether the YAML may name files outside that folder.</param>
internal sealed class CharacterFolder(string yamlPath, CharacterLoadOptions options) : ICharacterFiles
{
    private readonly string _folder = Path.GetDirectoryName(Path.GetFullPath(yamlPath))!;

    /// <inheritdoc/>
    public CharacterFile Read(string key, string value)
    {
        string path = Locate(key, value);
        path = File.Exists(path) ? path : Namesake(path) ?? path;
        return File.Exists(path)
            ? CharacterFile.FromDisk(path)
            : throw CharacterModelException.MissingFile(yamlPath, key, value, Phrase.Of($"there is no file {path}"));
    }

    /// <summary>Finds the YAML that a path means: the file itself, or the only character model in a folder.</summary>
    /// <exception cref="CharacterModelException">There is none, or more than one.</exception>
    public static string FindYaml(string path)
    {
        if (File.Exists(path))
        {
            return path;
        }

        FolderSwap.Recover(path);
        if (!Directory.Exists(path))
        {
            throw CharacterModelException.NotFound(path);
        }

        string usual = Path.Combine(path, CharacterYaml.FileName);
        if (File.Exists(usual))
        {
            return usual;
        }

        string[] models = ModelsIn(path);
        return models switch
        {
            [string only] => only,
            [] => throw CharacterModelException.NoYaml(path),
            _ => throw CharacterModelException.SeveralYaml(path, models.Select(model => Path.GetFileName(model))),
        };
    }

    /// <summary>The YAML files of a folder, by either of their endings.</summary>
    public static IEnumerable<string> YamlsIn(string folder) =>
        Directory.EnumerateFiles(folder).Where(file => Path.GetExtension(file).ToUpperInvariant() is ".YAML" or ".YML");

    /// <summary>Whether a folder holds one character model.</summary>
    public static bool IsModel(string folder)
    {
        try
        {
            return CharacterYaml.IsModel(FindYaml(folder));
        }
        catch (CharacterModelException)
        {
            return false;
        }
    }

    private static string[] ModelsIn(string folder)
    {
        try
        {
            return [.. YamlsIn(folder).Where(CharacterYaml.IsModel).Order(StringComparer.Ordinal)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CharacterModelException.NotReadable(folder, exception);
        }
    }

    private string Locate(string key, string value)
    {
        if (FilePathRules.ReasonToRefuse(value) is { } reason)
        {
            throw CharacterModelException.ForbiddenPath(yamlPath, key, value, reason);
        }

        string path = Path.GetFullPath(value.Replace('\\', '/'), _folder);
        if (options.AllowFilesOutsideFolder)
        {
            return path;
        }

        if (!IsInside(path))
        {
            throw CharacterModelException.ForbiddenPath(yamlPath, key, value, Phrase.Of("is outside the folder of the YAML"));
        }

        return path;
    }

    /// <summary>The file in the same folder whose name differs in case or normal form only.</summary>
    private static string? Namesake(string path)
    {
        string folder = Path.GetDirectoryName(path)!;
        string[] found = Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, "*", new EnumerationOptions { IgnoreInaccessible = true, AttributesToSkip = 0 }).Where(file => NameForm.AreSame(Path.GetFileName(file), Path.GetFileName(path)))]
            : [];
        return found is [string only] ? only : null;
    }

    private bool IsInside(string path)
    {
        StringComparison comparison = OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        string folder = Path.EndsInDirectorySeparator(_folder) ? _folder : _folder + Path.DirectorySeparatorChar;
        return path.StartsWith(folder, comparison);
    }
}
