using Bunraku.Core.Errors;

namespace Bunraku.Core.Files;

/// <summary>
/// Replaces the content of a folder all at once. The new files are gathered in a hidden folder, <see cref="StagingName"/>, which no listing shows and
/// which is not a name for a character. A process that is killed while it gathers leaves the old content. One that is killed later leaves the new content
/// complete, and <see cref="Recover"/> puts it into its place.
/// </summary>
/// <remarks>
/// Unless it is replaced as a whole, a folder that exists is kept with its other files: the new files take their places one by one. It may therefore be
/// the root of a disk, and the folder it is in need not be writable. Links to the folder stay in any case, and so do permissions and owner.
/// </remarks>
public sealed class FolderSwap : IDisposable
{
    /// <summary>The name of the folder that holds what is not in its place yet.</summary>
    public const string StagingName = ".bunraku-swap";

    private const string Complete = ".complete";
    private const string Retired = ".retired";

    private readonly string _place;
    private readonly bool _whole;
    private readonly string? _previous;

    private FolderSwap(string place, bool whole, string? previous, string staging)
    {
        _place = place;
        _whole = whole;
        _previous = previous;
        Staging = staging;
    }

    /// <summary>The folder that takes the new files.</summary>
    public string Staging { get; }

    /// <summary>Finishes what a killed process left, and makes an empty folder for the new files.</summary>
    /// <param name="path">The folder; it is made if absent.</param>
    /// <param name="whole">Whether old files that have no new version go too.</param>
    /// <param name="previous">Where the old folder stays when it is replaced as a whole, in place of what is there; null deletes it.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public static FolderSwap Begin(string path, bool whole = false, string? previous = null)
    {
        string place = RealPath.Of(path);
        Recover(path, previous);
        string parent = !whole && Directory.Exists(place) ? place : Path.GetDirectoryName(place)!;
        string staging = PartialName.Start(Path.Combine(parent, StagingName, Path.GetFileName(place)));
        try
        {
            Make(staging);
        }
        catch
        {
            PartialName.End(staging);
            throw;
        }

        return new FolderSwap(place, whole, previous, staging);
    }

    /// <summary>Gives the gathered files their places.</summary>
    /// <exception cref="IOException">That is not possible; the folder is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public void Commit()
    {
        string complete = Path.ChangeExtension(Staging, Complete);
        PatientMove.Folder(Staging, complete);
        try
        {
            Place(complete, _place, _whole, _previous);
        }
        catch
        {
            PartialName.Delete(complete);
            throw;
        }
    }

    /// <summary>Deletes what was gathered and not committed.</summary>
    public void Dispose()
    {
        PartialName.End(Staging);
        DeleteIfEmpty(Path.GetDirectoryName(Staging)!);
    }

    /// <summary>
    /// Finishes the replacements of a folder that killed processes had only just started, and deletes what they had gathered before. Nothing happens in a folder
    /// that cannot be written.
    /// </summary>
    /// <param name="path">The folder.</param>
    /// <param name="previous">As in <see cref="Begin"/>.</param>
    public static void Recover(string path, string? previous = null)
    {
        try
        {
            string place = RealPath.Of(path);
            foreach (string staging in new[] { place, Path.GetDirectoryName(place) }.OfType<string>().Select(folder => Path.Combine(folder, StagingName)).Where(Directory.Exists))
            {
                RecoverStaged(staging, place, previous);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadInputException)
        {
            // What cannot be finished now is finished later; until then the folder is read as it is.
        }
    }

    /// <summary>Recovers every folder in a folder, so that those whose replacement was interrupted are listed.</summary>
    public static void RecoverIn(string folder)
    {
        string staging = Path.Combine(folder, StagingName);
        if (Directory.Exists(staging))
        {
            foreach (string name in Directory.GetDirectories(staging).Select(left => PartialName.StemIn(Path.GetFileName(left))).Distinct())
            {
                Recover(Path.Combine(folder, name));
            }
        }
    }

    /// <summary>Whether a folder holds nothing that a user put there.</summary>
    public static bool IsEmpty(string folder) => Directory.EnumerateFileSystemEntries(folder).All(entry => Path.GetFileName(entry) == StagingName);

    private static void RecoverStaged(string staging, string place, string? previous)
    {
        string stem = PartialName.StemOf(Path.GetFileName(place));
        string[] left = [.. Directory.EnumerateDirectories(staging).Where(folder => PartialName.StemIn(Path.GetFileName(folder)) == stem)];
        foreach (string complete in left.Where(folder => folder.EndsWith(Complete, StringComparison.Ordinal) && PartialName.IsAbandoned(folder, evenOfOtherMachines: true)))
        {
            Place(complete, place, whole: previous is not null, previous);
        }

        foreach (string folder in left.Where(folder => !folder.EndsWith(Complete, StringComparison.Ordinal) && PartialName.IsAbandoned(folder)))
        {
            PartialName.Delete(folder);
        }

        DeleteIfEmpty(staging);
    }

    private static void Place(string complete, string place, bool whole, string? previous)
    {
        bool replaces = Directory.Exists(place);
        if (replaces && !whole)
        {
            ReplaceFiles(complete, place);
            return;
        }

        string retired = previous ?? Path.ChangeExtension(complete, Retired);
        if (replaces)
        {
            foreach (string entry in Directory.EnumerateFileSystemEntries(complete).Prepend(complete))
            {
                UnixFile.KeepAccess(Path.GetFullPath(Path.GetRelativePath(complete, entry), place), entry);
            }

            PartialName.Delete(retired);
            PatientMove.Folder(place, retired);
        }

        try
        {
            PatientMove.Folder(complete, place);
        }
        catch when (replaces)
        {
            PatientMove.Folder(retired, place);
            throw;
        }

        if (previous is null)
        {
            PartialName.Delete(retired);
        }
    }

    private static void ReplaceFiles(string complete, string place)
    {
        string retired = Directory.CreateDirectory(Path.ChangeExtension(complete, Retired)).FullName;

        // The file that names the others goes first and comes last: nobody reads a mixture of old and new.
        string[] names = [.. Directory.EnumerateFileSystemEntries(complete).Select(entry => Path.GetFileName(entry)!).OrderBy(NamesOthers)];
        var replaced = new List<string>();
        var placed = new List<string>();
        try
        {
            foreach (string name in names.Where(name => Path.Exists(Path.Combine(place, name))).Reverse())
            {
                UnixFile.KeepAccess(Path.Combine(place, name), Path.Combine(complete, name));
                Move(name, place, retired);
                replaced.Add(name);
            }

            foreach (string name in names)
            {
                Move(name, complete, place);
                placed.Add(name);
            }
        }
        catch
        {
            placed.ForEach(name => Move(name, place, complete));
            replaced.ForEach(name => Move(name, retired, place));

            throw;
        }

        PartialName.Delete(complete);
        PartialName.Delete(retired);
    }

    private static bool NamesOthers(string name) => Path.GetExtension(name) is ".yaml" or ".json";

    private static void Move(string name, string from, string to) => PatientMove.Folder(Path.Combine(from, name), Path.Combine(to, name));

    /// <summary>Makes a folder, also when another process deletes the empty folder it is in at that moment.</summary>
    private static void Make(string folder)
    {
        for (int tries = 1; ; tries++)
        {
            try
            {
                Directory.CreateDirectory(folder);
                return;
            }
            catch (DirectoryNotFoundException) when (tries < 5)
            {
            }
        }
    }

    private static void DeleteIfEmpty(string folder)
    {
        try
        {
            Directory.Delete(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It holds the work of another process, or is gone already.
        }
    }
}
