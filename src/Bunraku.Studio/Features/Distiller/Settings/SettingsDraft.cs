using System.Security.Cryptography;
using Bunraku.Core.Errors;
using Bunraku.Distillation.Configuration;
using Bunraku.Distillation.Runs;
using Bunraku.Distillation.Schedules;
using Bunraku.Distillation.Training;
using Bunraku.Studio.Features.Distiller.Projects;

namespace Bunraku.Studio.Features.Distiller.Settings;

/// <summary>
/// The fields of a project's configuration as they are edited: texts, which may be wrong, next to those of the file. What is not saved is kept in a draft,
/// so that neither a closed page nor an end of Studio loses it.
/// </summary>
public sealed class SettingsDraft
{
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Text, string? Problem)> _checked = new(StringComparer.Ordinal);
    private Dictionary<string, string>? _saved;
    private string? _hashOfFile;
    private FileStamp _configSeen;
    private FileStamp _draftSeen;
    private (FileStamp Picture, FileStamp Mask, FileStamp Run) _inputsSeen;
    private (bool IsKnown, string? Problem) _firstProblem;
    private (bool IsKnown, string? Problem) _contradiction;

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

    /// <summary>Whether somebody else wrote the file while something is edited here.</summary>
    public bool IsOvertaken { get; private set; }

    /// <summary>The schedule, or null while it cannot be read.</summary>
    public TrainingSchedule? Schedule => ProblemOf("schedule") is null ? ConfigFields.Find("schedule").WithText(new DistillationConfig(), _texts["schedule"]).Schedule : null;

    /// <summary>From how many frames of the teacher it learns; null for a new one in every example.</summary>
    public FrameLimits? Frames => ProblemOf("frames") is null ? ConfigFields.Find("frames").WithText(new DistillationConfig(), _texts["frames"]).Frames : null;

    /// <summary>The time of the whole training at a speed that was measured with these values; null where a value is wrong.</summary>
    public TimeSpan? TimeAt(TrainingSpeed speed) => Schedule is { } schedule && ProblemOf("frames") is null ? speed.TimeFor(schedule, Frames) : null;

    /// <summary>Names of the fields whose values cannot be used, in the order in which they are checked.</summary>
    public IReadOnlyList<string> Wrong => [.. ConfigFields.InCheckingOrder.Select(known => known.Name).Where(name => ProblemOf(name) is not null)];

    /// <summary>The text of a field.</summary>
    public string this[string name]
    {
        get => _texts[name];
        set
        {
            _texts[name] = value;
            ForgetWhole();
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
        draft._inputsSeen = draft.SeeInputs();
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

    /// <summary>Checks the files again that the fields name.</summary>
    public void Recheck()
    {
        _checked.Clear();
        ForgetWhole();
    }

    /// <summary>
    /// Looks what another page or program did to the files of the project. The draft of another page is taken over, and a new configuration too unless
    /// something is edited here; see <see cref="IsOvertaken"/>.
    /// </summary>
    /// <returns>Whether anything has changed.</returns>
    public bool Follow()
    {
        bool isEditedElsewhere = FileStamp.Of(Project.DraftPath) != _draftSeen;
        bool isWrittenElsewhere = FileStamp.Of(Project.ConfigPath) != _configSeen;
        bool hasOtherInputs = SeeInputs() != _inputsSeen;
        if (isEditedElsewhere || ((isWrittenElsewhere || IsOvertaken) && !File.Exists(Project.DraftPath)))
        {
            Show(Fresh(Project));
            ReadFile();
            ReadDraft();
        }
        else if (isWrittenElsewhere)
        {
            (IsOvertaken, _configSeen) = (HasChangedOnDisk, FileStamp.Of(Project.ConfigPath));
        }

        if (isEditedElsewhere || isWrittenElsewhere || hasOtherInputs)
        {
            Recheck();
            _inputsSeen = SeeInputs();
            return true;
        }

        return false;
    }

    /// <summary>Whether all values are those of a preset.</summary>
    public bool Follows(TrainingPreset preset) => TrainingPresets.Fields.All(field => IsSame(field, preset.Texts[field.Name]));

    /// <summary>The fields that a preset would change, with the values they would get.</summary>
    public IReadOnlyList<(string Name, string From, string To)> ChangesTo(TrainingPreset preset) =>
        [.. TrainingPresets.Fields.Where(field => !IsSame(field, preset.Texts[field.Name])).Select(field => (field.Name, _texts[field.Name], preset.Texts[field.Name]))];

    /// <summary>Takes over the values of a preset.</summary>
    public void Take(TrainingPreset preset)
    {
        foreach ((string name, string text) in preset.Texts)
        {
            _texts[name] = text;
        }

        ForgetWhole();
        KeepDraft();
    }

    /// <summary>What keeps a training from being started, or null.</summary>
    public string? FirstProblem()
    {
        if (!_firstProblem.IsKnown)
        {
            _firstProblem = (true, CheckWhole());
        }

        return _firstProblem.Problem;
    }

    /// <summary>Why the run that was started in the folder cannot continue with these values, or null.</summary>
    public string? Contradiction()
    {
        if (!_contradiction.IsKnown)
        {
            _contradiction = (true, FirstProblem() is null ? BegunRun.Problem(ToFile()) : null);
        }

        return _contradiction.Problem;
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

    /// <summary>Starts over with the defaults.</summary>
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
        Recheck();
        if (FirstProblem() is { } problem)
        {
            throw new BadInputException(problem);
        }

        ConfigFile.Save(Project.ConfigPath, ToFile().Config);
        Show(ToFile().Config);
        MarkSaved();
        KeepDraft();
    }

    private static DistillationConfig Fresh(DistillerProject project) => MachineDefaults.ApplyTo(new DistillationConfig
    {
        Prefix = project.Folder,
        CharacterImageFileName = project.PicturePath,
        FaceMaskImageFileName = project.MaskPath,
    });

    private void Show(DistillationConfig config)
    {
        foreach (ConfigField field in ConfigFields.All)
        {
            _texts[field.Name] = field.TextOf(config);
        }

        Recheck();
    }

    private string? CheckWhole()
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

    private void ForgetWhole() => (_firstProblem, _contradiction) = (default, default);

    /// <summary>Compared as values, so that it does not matter how they are written.</summary>
    private bool IsSame(ConfigField field, string text)
    {
        try
        {
            return field.TextOf(field.WithText(new DistillationConfig(), _texts[field.Name])) == text;
        }
        catch (BadInputException)
        {
            return false;
        }
    }

    private (FileStamp Picture, FileStamp Mask, FileStamp Run) SeeInputs() =>
        (FileStamp.Of(Project.Places.Resolve(_texts["character_image_file_name"])), FileStamp.Of(Project.Places.Resolve(_texts["face_mask_image_file_name"])), FileStamp.Of(Project.Run.Record));

    private void ReadFile()
    {
        (Problem, _saved, _hashOfFile, _configSeen, IsOvertaken) = (null, null, HashOfFile(), FileStamp.Of(Project.ConfigPath), false);
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

    private void MarkSaved() =>
        (Problem, _saved, _hashOfFile, _configSeen, IsOvertaken) = (null, new Dictionary<string, string>(_texts), HashOfFile(), FileStamp.Of(Project.ConfigPath), false);

    private void ReadDraft()
    {
        _draftSeen = FileStamp.Of(Project.DraftPath);
        foreach ((string name, string text) in DraftFile.Read(Project.DraftPath))
        {
            if (_texts.ContainsKey(name) && text is not null)
            {
                _texts[name] = text;
            }
        }
    }

    private void KeepDraft()
    {
        Dictionary<string, string> before = _saved ?? ConfigFields.All.ToDictionary(field => field.Name, field => field.TextOf(Fresh(Project)));
        DraftFile.Write(Project.DraftPath, _texts.Where(text => before[text.Key] != text.Value).ToDictionary());
        _draftSeen = FileStamp.Of(Project.DraftPath);
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
