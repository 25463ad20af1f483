using System.Collections.Immutable;
using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;

namespace Bunraku.Live.Puppets;

/// <summary>The user's folder of recorded faces.</summary>
/// <param name="dataFolder">The folder that holds it, if not the user's own.</param>
public sealed class RecordingFolder(string? dataFolder)
{
    /// <summary>How the name of a recording ends.</summary>
    public const string Extension = ".jsonl";
    private const int MostShown = 50;
    private readonly HashSet<string> _given = [];

    /// <summary>Where it is.</summary>
    public string Path { get; } = System.IO.Path.Combine(dataFolder ?? UserFolders.Data, "recordings");

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

    /// <summary>Deletes the recording of that file name, if there is one.</summary>
    /// <exception cref="BadInputException">It cannot be deleted.</exception>
    public void Delete(string name)
    {
        try
        {
            if (Find(name) is { } path)
            {
                File.Delete(path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{name} cannot be deleted: {e.Message} Stop what uses it, and try again.", e);
        }
    }

    /// <summary>Gives the recording of that file name another name.</summary>
    /// <param name="name">Its file name.</param>
    /// <param name="wanted">The new name, without the extension.</param>
    /// <exception cref="BadInputException">The name is not a valid file name or is taken, or the file cannot be renamed.</exception>
    public void Rename(string name, string wanted)
    {
        string clean = CharacterName.Checked(wanted, Phrase.Of("a recording"));
        string place = System.IO.Path.Combine(Path, clean + Extension);
        if (Find(name) is not { } path || path == place)
        {
            return;
        }

        try
        {
            PatientMove.File(path, place);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw File.Exists(place)
                ? new BadInputException($"There is already a recording named {clean}. Choose another name.", e)
                : new BadInputException($"{name} cannot be renamed: {e.Message} Stop what uses it, and try again.", e);
        }
    }

    /// <summary>A path that no recording has or was given: a second one of the same second gets a number. The folder is made where it is missing.</summary>
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

        lock (_given)
        {
            for (int number = 1; ; number++)
            {
                string path = System.IO.Path.Combine(Path, number == 1 ? name + Extension : $"{name} ({number}){Extension}");
                if (!File.Exists(path) && _given.Add(path))
                {
                    return path;
                }
            }
        }
    }
}
