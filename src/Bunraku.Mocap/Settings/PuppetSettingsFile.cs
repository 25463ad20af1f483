using Bunraku.Core.Errors;
using Bunraku.Core.Files;

namespace Bunraku.Mocap.Settings;

/// <summary>Puppet settings on disk.</summary>
public static class PuppetSettingsFile
{
    /// <summary>
    /// Where a user's settings for a kind of puppet (for example <c>ifacialmocap</c>) are kept: in <see cref="UserFolders.Config"/>.
    /// </summary>
    public static string PathFor(string puppet) => Path.Combine(UserFolders.Config, puppet + "-puppet.json");

    /// <summary>Reads a settings file.</summary>
    /// <exception cref="BadInputException">There is no such file, it cannot be read, or it holds something else; the message says what and where.</exception>
    public static PuppetSettings Load(string path, PuppetSettings defaults)
    {
        try
        {
            return PuppetSettingsJson.Read(File.ReadAllText(path), path, defaults);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"The settings file {path} cannot be read: {problem.Message}", problem);
        }
    }

    /// <summary>Reads a user's settings; the defaults where none were ever saved.</summary>
    /// <inheritdoc cref="Load" path="/exception"/>
    public static PuppetSettings LoadOrDefault(string path, PuppetSettings defaults) =>
        File.Exists(path) ? Load(path, defaults) : defaults;

    /// <summary>Writes a settings file as a whole: a reader sees the old one or the new one, never half of either.</summary>
    /// <exception cref="BadInputException">The file cannot be written.</exception>
    public static void Save(string path, PuppetSettings settings)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"The folder of the settings file {path} cannot be made: {problem.Message}", problem);
        }

        AtomicFile.WriteText(path, PuppetSettingsJson.Write(settings));
    }
}
