using Bunraku.Core.Errors;
using Bunraku.Distillation.Configuration;
using Bunraku.Studio.Features.Distiller.Settings;

namespace Bunraku.Studio.Features.Distiller.Projects;

/// <summary>The paths inside a project's folder that its configuration and its draft name.</summary>
internal static class ProjectPaths
{
    /// <summary>Names the new folder where the files of a moved or copied project name the old one. A file that cannot be read stays; its page says what is wrong.</summary>
    public static void Correct(DistillerProject old, DistillerProject project)
    {
        string Moved(string path) => path == old.Folder ? project.Folder
            : path.StartsWith(old.Folder + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? project.Folder + path[old.Folder.Length..]
            : path;
        try
        {
            if (File.Exists(project.ConfigPath))
            {
                DistillationConfig config = ConfigFile.Parse(File.ReadAllText(project.ConfigPath), project.ConfigPath);
                ConfigFile.Save(project.ConfigPath, config with
                {
                    Prefix = Moved(config.Prefix),
                    CharacterImageFileName = Moved(config.CharacterImageFileName),
                    FaceMaskImageFileName = Moved(config.FaceMaskImageFileName),
                });
            }
        }
        catch (Exception e) when (e is BadInputException or IOException or UnauthorizedAccessException)
        {
        }

        DraftFile.Write(project.DraftPath, DraftFile.Read(project.DraftPath).ToDictionary(field => field.Key, field => Moved(field.Value)));
    }
}
