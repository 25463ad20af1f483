namespace Bunraku.Distillation.Configuration;

/// <summary>Where the relative paths of a configuration are looked for: in the working directory, as published, then next to the file itself.</summary>
/// <param name="WorkingDirectory">Full path.</param>
/// <param name="ConfigFolder">The full path of the file's folder; null where there is no file yet.</param>
public sealed record ConfigPlaces(string WorkingDirectory, string? ConfigFolder)
{
    /// <summary>The places of a configuration file, from the working directory of this process.</summary>
    public static ConfigPlaces Of(string configPath) => new(Directory.GetCurrentDirectory(), Path.GetDirectoryName(Path.GetFullPath(configPath)));

    /// <summary>The full path of something: where it exists, else below the working directory.</summary>
    public string Resolve(string path)
    {
        string usual = Path.GetFullPath(path, WorkingDirectory);
        if (ConfigFolder is null || Path.Exists(usual))
        {
            return usual;
        }

        string beside = Path.GetFullPath(path, ConfigFolder);
        return Path.Exists(beside) ? beside : usual;
    }
}
