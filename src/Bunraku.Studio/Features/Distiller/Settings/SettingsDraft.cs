using System.Security.Cryptography;
using System.Text.Json;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;
using Bunraku.Distillation.Configuration;
using Bunraku.Studio.Features.Distiller.Projects;

namespace Bunraku.Studio.Features.Distiller.Settings;

/// <summary>
/// The fields of a project's configuration as they are edited: texts, which may be wrong, beside those of the file. What is not saved is kept in a draft,
/// so that neither a closed page nor an end of Studio loses it.
/// </summary>
public sealed class SettingsDraft
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Text, string? Problem)> _checked = new(StringComparer.Ordinal);
    private Dictionary<string, string>? _saved;
    private string? _hashOfFile;

    private SettingsDraft(DistillerProject project) => Project = project;

    public DistillerProject Project { get; }

    /// <summary>Why the file could not be read, or null.</summary>
    public string? Problem { get; private set; }

    /// <summary>Whether anything differs from the file, or there is no file yet.</summary>
    public bool IsUnsaved => _saved is null || ConfigFields.All.Any(known => _saved[known.Name] != _texts[known.Name]);

    /// <summary>Whether there is a file.</summary>
    public bool HasFile => _hashOfFile is not null;

    /// <summary>Whether somebody else wrote the file since it was read.</summary>
    public bool HasChangedOnDisk => HashOfFile() != _hashOfFile;

    /// <summary>Names of the fields whose values cannot be used, in the order in which they are checked.</summary>
    public IReadOnlyList<string> Wrong => [.. ConfigFields.InCheckingOrder.Select(known => known.Name).Where(name => ProblemOf(name) is not null)];

    /// <summary>The text of a field.</summary>
    public string this[string name]
    {
        get => _texts[name];
        set
        {
            _texts[name] = value;
            KeepDraft();
        }
    }

    /// <summary>Reads a project's configuration, and what was changed of it before.</summary>
    public static SettingsDraft Load(DistillerProject project)
    {
        var draft = new SettingsDraft(project);
        draft.Show(Fresh(project));
        draft.ReadFile();
        draft.ReadDraft();
        return draft;
    }

    /// <summary>What is wrong with a field, or null: what the command line would say.</summary>
    public string? ProblemOf(string name)
    {
        string text = _texts[name];
        if (!_checked.TryGetValue(name, out (string Text, string? Problem) known) || known.Text != text)
        {
            known = (text, ConfigFields.Find(name).Problem(text, Project.Places));
            _checked[name] = known;
        }

        return known.Problem;
    }

    /// <summary>Checks the files anew that the fields name.</summary>
    public void Recheck() => _checked.Clear();

    /// <summary>What keeps a training from being started, or null.</summary>
    public string? FirstProblem()
    {
        if (Wrong is [var first, ..])
        {
            return ProblemOf(first);
        }

        try
        {
            ToFile().Check();
            return null;
        }
        catch (BadInputException problem)
        {
            return problem.Message;
        }
    }

    /// <summary>The configuration as it is edited.</summary>
    /// <exception cref="BadInputException">A value cannot be read; types and ranges are checked, but not files.</exception>
    public ConfigFile ToFile() =>
        new(ConfigFields.All.Aggregate(new DistillationConfig(), (config, field) => field.WithText(config, _texts[field.Name])), Project.Places);

    /// <summary>Takes over the values of another configuration; the folder stays the project's.</summary>
    public void Take(DistillationConfig config)
    {
        Show(config with { Prefix = Project.Folder });
        KeepDraft();
    }

    /// <summary>Begins anew with the defaults.</summary>
    public void Reset() => Take(Fresh(Project));

    /// <summary>Goes back to what the file says.</summary>
    public void Revert()
    {
        Show(Fresh(Project));
        ReadFile();
        KeepDraft();
    }

    /// <summary>Writes the file, whatever is there.</summary>
    /// <exception cref="BadInputException">A value cannot be used, or the file cannot be written.</exception>
    public void Save()
    {
        if (FirstProblem() is { } problem)
        {
            throw new BadInputException(problem);
        }

        ConfigFile.Save(Project.ConfigPath, ToFile().Config);
        Show(ToFile().Config);
        MarkSaved();
        KeepDraft();
    }

    private static DistillationConfig Fresh(DistillerProject project) => new()
    {
        Prefix = project.Folder,
        CharacterImageFileName = project.PicturePath,
        FaceMaskImageFileName = project.MaskPath,
    };

    private void Show(DistillationConfig config)
    {
        foreach (ConfigField field in ConfigFields.All)
        {
            _texts[field.Name] = field.TextOf(config);
        }

        _checked.Clear();
    }

    private void ReadFile()
    {
        (Problem, _saved, _hashOfFile) = (null, null, HashOfFile());
        if (_hashOfFile is null)
        {
            return;
        }

        try
        {
            Show(ConfigFile.Parse(File.ReadAllText(Project.ConfigPath), Project.ConfigPath));
            MarkSaved();
        }
        catch (Exception e) when (e is BadInputException or IOException or UnauthorizedAccessException)
        {
            Problem = e.Message;
        }
    }

    private void MarkSaved() => (Problem, _saved, _hashOfFile) = (null, new Dictionary<string, string>(_texts), HashOfFile());

    private void ReadDraft()
    {
        try
        {
            foreach ((string name, string text) in File.Exists(Project.DraftPath) ? JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(Project.DraftPath)) ?? [] : [])
            {
                if (_texts.ContainsKey(name) && text is not null)
                {
                    _texts[name] = text;
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            // A draft that cannot be read is lost; the configuration is not.
        }
    }

    private void KeepDraft()
    {
        try
        {
            Dictionary<string, string> before = _saved ?? ConfigFields.All.ToDictionary(field => field.Name, field => field.TextOf(Fresh(Project)));
            var changed = _texts.Where(text => before[text.Key] != text.Value).ToDictionary();
            if (changed.Count > 0)
            {
                AtomicFile.WriteText(Project.DraftPath, JsonSerializer.Serialize(changed, Json));
            }
            else
            {
                File.Delete(Project.DraftPath);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadInputException)
        {
            // The page still has it; saving says what is wrong with the folder.
        }
    }

    private string? HashOfFile()
    {
        try
        {
            return File.Exists(Project.ConfigPath) ? Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Project.ConfigPath))) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "unreadable";
        }
    }
}
