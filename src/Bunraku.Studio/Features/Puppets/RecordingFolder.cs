using System.Collections.Immutable;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;

namespace Bunraku.Studio.Features.Puppets;

/// <summary>The user's folder of recorded faces.</summary>
internal sealed class RecordingFolder(StudioOptions options)
{
    public const string Extension = ".jsonl";
    private const int MostShown = 50;

    /// <summary>Where it is.</summary>
    public string Path { get; } = System.IO.Path.Combine(options.ConfigurationFolder ?? UserFolders.Data, "recordings");

    /// <summary>The recordings in it, newest first.</summary>
    public ImmutableArray<FileInfo> List()
    {
        try
        {
            return [.. new DirectoryInfo(Path).EnumerateFiles("*" + Extension).OrderByDescending(file => file.LastWriteTimeUtc).Take(MostShown)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>The path of the recording of that file name, or null where there is none.</summary>
    public string? Find(string name)
    {
        // Only a name that the folder itself lists: no path can lead out of it.
        return List().FirstOrDefault(file => file.Name == name)?.FullName;
    }

    /// <summary>The path for a new recording; the folder is made where it is missing.</summary>
    /// <exception cref="BadInputException">The folder cannot be made.</exception>
    public string PathForNew(string name)
    {
        try
        {
            Directory.CreateDirectory(Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"The folder of recordings {Path} cannot be made: {e.Message}", e);
        }

        return System.IO.Path.Combine(Path, name);
    }
}
