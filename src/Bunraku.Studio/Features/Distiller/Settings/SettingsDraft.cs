using System.Security.Cryptography;
using Bunraku.Core.Errors;
using Bunraku.Core.Models;
using Bunraku.Distillation.Configuration;
using Bunraku.Distillation.Training;
using Bunraku.Studio.Features.Distiller.Projects;

namespace Bunraku.Studio.Features.Distiller.Settings;

/// <summary>
/// A project's configuration as it is edited, next to its files. What is not saved is kept in a draft, so that neither a closed page nor an end of Studio loses it.
/// </summary>
public sealed class SettingsDraft : EditedSettings
{
    private Dictionary<string, string>? _saved;
    private string? _hashOfFile;
    private FileStamp _configSeen;
    private FileStamp _draftSeen;
    private (FileStamp Picture, FileStamp Mask, FileStamp Run) _inputsSeen;

    private SettingsDraft(DistillerProject project)
        : base(project)
    {
    }

    /// <summary>Why the file could not be read, or null.</summary>
    public Phrase? Problem { get; private set; }

    /// <summary>Whether anything differs from the file, or there is no file yet.</summary>
    public bool IsUnsaved => _saved is null || ConfigFields.All.Any(known => _saved[known.Name] != Texts[known.Name]);

    /// <summary>Whether there is a file.</summary>
    public bool HasFile => _hashOfFile is not null;

    /// <summary>Whether somebody else wrote the file since it was read.</summary>
    public bool HasChangedOnDisk => HashOfFile() != _hashOfFile;

    /// <summary>Whether somebody else wrote the file while something is edited here.</summary>
    public bool IsOvertaken { get; private set; }

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

    /// <summary>Takes over the values of another configuration; the folder stays the project's.</summary>
    public void Take(DistillationConfig config)
    {
        Show(config with { Prefix = Project.Folder });
        Keep();
    }

    /// <summary>Starts over with the defaults.</summary>
    public void Reset() => Take(Fresh(Project));

    /// <summary>Goes back to what the file says.</summary>
    public void Revert()
    {
        Show(Fresh(Project));
        ReadFile();
        Keep();
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
        Keep();
    }

    private static DistillationConfig Fresh(DistillerProject project) => MachineDefaults.ApplyTo(new DistillationConfig
    {
        Prefix = project.Folder,
        CharacterImageFileName = project.PicturePath,
        FaceMaskImageFileName = project.MaskPath,
        Teacher = TeacherModels.UsualFamily.Name,
    });

    private (FileStamp Picture, FileStamp Mask, FileStamp Run) SeeInputs() =>
        (FileStamp.Of(Project.Places.Resolve(Texts["character_image_file_name"])), FileStamp.Of(Project.Places.Resolve(Texts["face_mask_image_file_name"])), FileStamp.Of(Project.Run.Record));

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
            Problem = e is BadInputException bad ? bad.Phrase : Phrase.Verbatim(e.Message);
        }
    }

    private void MarkSaved() =>
        (Problem, _saved, _hashOfFile, _configSeen, IsOvertaken) = (null, new Dictionary<string, string>(Texts), HashOfFile(), FileStamp.Of(Project.ConfigPath), false);

    private void ReadDraft()
    {
        _draftSeen = FileStamp.Of(Project.DraftPath);
        foreach ((string name, string text) in DraftFile.Read(Project.DraftPath))
        {
            if (Texts.ContainsKey(name) && text is not null)
            {
                Texts[name] = text;
            }
        }
    }

    protected override void Keep()
    {
        Dictionary<string, string> before = _saved ?? ConfigFields.All.ToDictionary(field => field.Name, field => field.TextOf(Fresh(Project)));
        DraftFile.Write(Project.DraftPath, Texts.Where(text => before[text.Key] != text.Value).ToDictionary());
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
