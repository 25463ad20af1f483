using System.Collections.Immutable;
using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;
using Bunraku.Distillation.Configuration;
using Bunraku.Studio.Features.Distiller.Settings;
using Bunraku.Studio.Shell;

namespace Bunraku.Studio.Features.Distiller.Projects;

/// <summary>The projects that the user made or opened. Only folders among them are ever read, whatever address a page asks for.</summary>
internal sealed class DistillerProjects(SettingsFile settings, StudioOptions options)
{
    private static readonly EnumerationOptions Visible = new() { AttributesToSkip = FileAttributes.Hidden | FileAttributes.System, IgnoreInaccessible = true };

    /// <summary>Where new projects are made.</summary>
    public string Root => Path.Combine(options.DataFolder ?? UserFolders.Data, "distiller");

    /// <summary>All that are there, those opened last first.</summary>
    public ImmutableArray<DistillerProject> All =>
    [
        .. settings.Get<ProjectSettings>().DistillerProjects
            .Concat(Directory.Exists(Root) ? Directory.EnumerateDirectories(Root, "*", Visible).Order(StringComparer.OrdinalIgnoreCase) : [])
            .Distinct(StringComparer.Ordinal)
            .Where(Directory.Exists)
            .Select(folder => new DistillerProject(folder)),
    ];

    /// <summary>The project of an address, or null.</summary>
    public DistillerProject? Find(string id) => All.FirstOrDefault(project => project.Id == id);

    /// <summary>Makes a project: a folder with this name.</summary>
    /// <exception cref="BadInputException">The name is not a valid folder name, or there is one already, or it cannot be made.</exception>
    public DistillerProject Create(string name)
    {
        string folder = CharacterName.FolderIn(Root, name);
        if (Path.Exists(folder))
        {
            throw new BadInputException($"There is already a character called {Path.GetFileName(folder)} ({folder}). Choose another name, or open that one.");
        }

        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{folder}: the folder cannot be made: {e.Message}", e);
        }

        return Remember(folder);
    }

    /// <summary>Opens what the user typed: the folder of a run, or a configuration.</summary>
    /// <returns>The address of its page. Values of a file that is not the project's own come into its draft.</returns>
    /// <exception cref="BadInputException">There is no such folder or file, or the configuration cannot be used.</exception>
    public string OpenPage(string typed)
    {
        (DistillerProject project, DistillationConfig? values) = Open(typed);
        if (values is null)
        {
            return project.Address();
        }

        SettingsDraft.Load(project).Take(values);
        return project.Address(ProjectSteps.Settings);
    }

    /// <summary>Takes a project that is not <see cref="IsOwn">Studio's own</see> out of the list. Its files stay.</summary>
    public void Forget(DistillerProject project) => settings.Update<ProjectSettings>(s => s with { DistillerProjects = s.DistillerProjects.Remove(project.Folder) });

    /// <summary>Whether a project is where new ones are made, so that Studio may rename and delete it.</summary>
    public bool IsOwn(DistillerProject project) => Path.GetDirectoryName(project.Folder) == Root;

    /// <summary>Gives a project another name: moves its folder, and corrects the paths in its configuration.</summary>
    /// <exception cref="BadInputException">The name is not a valid name or is taken, or the folder cannot be moved.</exception>
    public void Rename(DistillerProject project, string name)
    {
        string place = Path.Combine(Root, CharacterName.Checked(name));
        if (place == project.Folder)
        {
            return;
        }

        if (CharacterName.FolderIn(Root, name) is var taken && taken != project.Folder && Path.Exists(taken))
        {
            throw new BadInputException($"There is already a project named {name.Trim()}. Choose another name.");
        }

        Change(project, () => PatientMove.Folder(project.Folder, place));
        settings.Update<ProjectSettings>(s => s with { DistillerProjects = [.. s.DistillerProjects.Select(folder => folder == project.Folder ? place : folder)] });
        ProjectPaths.Correct(project, new DistillerProject(place));
    }

    /// <summary>Copies picture, mask and settings of a project, but not its training, under a name that is free.</summary>
    /// <exception cref="BadInputException">It cannot be copied.</exception>
    public void Duplicate(DistillerProject project)
    {
        DistillerProject copy = Create(FreeName.Of(project.Name + " copy", name => Path.Exists(CharacterName.FolderIn(Root, name))));
        Change(copy, () =>
        {
            foreach (string path in new[] { project.PicturePath, project.MaskPath, project.ConfigPath, project.DraftPath }.Where(File.Exists))
            {
                File.Copy(path, Path.Combine(copy.Folder, Path.GetFileName(path)));
            }
        });
        ProjectPaths.Correct(project, copy);
    }

    /// <summary>Deletes a project of Studio's own with its files.</summary>
    /// <exception cref="BadInputException">It cannot be deleted.</exception>
    public void Delete(DistillerProject project)
    {
        if (IsOwn(project))
        {
            Change(project, () => Directory.Delete(project.Folder, recursive: true));
            Forget(project);
        }
    }

    /// <summary>The values with full paths, which mean the same from every place.</summary>
    internal static DistillationConfig Absolute(ConfigFile file) => file.Config with
    {
        Prefix = file.Prefix,
        CharacterImageFileName = file.CharacterImage,
        FaceMaskImageFileName = file.FaceMask,
    };

    private (DistillerProject Project, DistillationConfig? Values) Open(string typed)
    {
        string path = TypedPath.Resolve(typed, Phrase.Of("a configuration file or of a run's folder"));
        if (Directory.Exists(path))
        {
            return (Remember(path), null);
        }

        ConfigFile file = ConfigFile.Load(path);
        DistillerProject project = Remember(Path.TrimEndingDirectorySeparator(file.Prefix));
        return (project, project.ConfigPath == path ? null : Absolute(file));
    }

    private static void Change(DistillerProject project, Action change)
    {
        try
        {
            change();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{project.Folder} cannot be changed: {e.Message}", e);
        }
    }

    private DistillerProject Remember(string folder)
    {
        settings.Update<ProjectSettings>(s => s with { DistillerProjects = s.DistillerProjects.Remove(folder).Insert(0, folder) });
        return new DistillerProject(folder);
    }
}
