namespace Bunraku.Core.Files;

/// <summary>
/// Replaces the files of a folder all at once: they are gathered in a folder beside it, which takes its name when it is complete. A process that is killed in
/// between leaves the old files or the new ones, or, for the instant between two renames, none; the next replacement cleans up.
/// </summary>
internal sealed class FolderReplacement
{
    private readonly string _retired;

    /// <param name="path">The folder, which need not exist; the folder it is in must.</param>
    public FolderReplacement(string path)
    {
        // The folder may be a link to a larger disk: then it is replaced there.
        Path = new DirectoryInfo(path) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName : path;
        Staging = Path + ".partial";
        _retired = Path + ".old";
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>Where the new files are gathered.</summary>
    public string Staging { get; }

    /// <summary>Cleans up after a replacement that was killed.</summary>
    public void Begin()
    {
        DeleteIfThere(Staging);
        if (!Directory.Exists(_retired))
        {
            return;
        }

        if (Directory.Exists(Path))
        {
            KeepOthers([]);
        }
        else
        {
            Directory.Move(_retired, Path);
        }
    }

    /// <summary>Gives the gathered files the final folder. What else was there stays.</summary>
    /// <param name="gathered">The folder of the new files, inside <see cref="Staging"/> or itself.</param>
    /// <param name="replaced">The names of the old files that go.</param>
    public void Commit(string gathered, IReadOnlyCollection<string> replaced)
    {
        bool replaces = Directory.Exists(Path);
        if (replaces)
        {
            Directory.Move(Path, _retired);
        }

        try
        {
            Directory.Move(gathered, Path);
        }
        catch when (replaces)
        {
            Directory.Move(_retired, Path);
            throw;
        }

        if (replaces)
        {
            KeepOthers(replaced);
        }
    }

    /// <summary>Deletes what was gathered.</summary>
    public void Abandon()
    {
        try
        {
            DeleteIfThere(Staging);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The first failure is the one to report; the next replacement tries again.
        }
    }

    private void KeepOthers(IReadOnlyCollection<string> replaced)
    {
        foreach (string item in Directory.GetFileSystemEntries(_retired))
        {
            string name = System.IO.Path.GetFileName(item);
            string kept = System.IO.Path.Combine(Path, name);
            if (!replaced.Contains(name) && !System.IO.Path.Exists(kept))
            {
                Directory.Move(item, kept);
            }
        }

        Directory.Delete(_retired, recursive: true);
    }

    private static void DeleteIfThere(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
