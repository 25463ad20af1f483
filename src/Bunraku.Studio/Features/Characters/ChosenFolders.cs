using System.Collections.Immutable;
using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;

namespace Bunraku.Studio.Features.Characters;

/// <summary>A folder's content as the chooser shows it.</summary>
/// <param name="Path">The folder.</param>
/// <param name="Parent">The folder above, or null where the user chose no further up.</param>
/// <param name="Entries">Its subfolders by name.</param>
internal sealed record FolderListing(string Path, string? Parent, ImmutableArray<FolderEntry> Entries);

/// <summary>A subfolder.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Path">Its path.</param>
/// <param name="IsCharacter">Whether it holds a character.</param>
internal sealed record FolderEntry(string Name, string Path, bool IsCharacter);

/// <summary>The folders that the user opened by name. Only what really lies in one of them, links followed, is ever listed.</summary>
internal sealed class ChosenFolders
{
    /// <summary>What a user opens, for messages.</summary>
    public static Phrase What { get; } = Phrase.Of("a character's folder");

    private const int MostEntries = 500;

    private static readonly EnumerationOptions Visible = new() { AttributesToSkip = FileAttributes.Hidden | FileAttributes.System, IgnoreInaccessible = true };

    private readonly Lock _gate = new();
    private ImmutableHashSet<string> _roots = ImmutableHashSet.Create<string>(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);

    /// <summary>Notes that the user chose a folder.</summary>
    public void Choose(string folder)
    {
        lock (_gate)
        {
            _roots = _roots.Add(RealPathOf(folder));
        }
    }

    /// <summary>Lists a folder.</summary>
    /// <exception cref="BadInputException">It lies in no chosen folder, or cannot be read.</exception>
    public FolderListing List(string folder)
    {
        string real = RealPathOf(folder);
        if (!Holds(real))
        {
            throw new BadInputException($"{folder} is not inside a folder that you have opened: type or paste its path to open it.");
        }

        try
        {
            _ = Directory.EnumerateFileSystemEntries(real).Any(); // What follows passes over what may not be read, also the folder itself.
            ImmutableArray<FolderEntry> entries =
            [
                .. new DirectoryInfo(real).EnumerateDirectories("*", Visible)
                    .Where(child => child.Name != FolderSwap.StagingName)
                    .Take(MostEntries)
                    .OrderBy(child => child.Name, StringComparer.OrdinalIgnoreCase)
                    .Select(child => new FolderEntry(child.Name, child.FullName, CharacterModel.IsIn(child.FullName))),
            ];
            string? parent = Path.GetDirectoryName(real);
            return new FolderListing(real, parent is not null && Holds(parent) ? parent : null, entries);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"The folder {folder} cannot be read: {e.Message}", e);
        }
    }

    private bool Holds(string real)
    {
        ImmutableHashSet<string> roots = _roots;
        for (string? folder = real; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (roots.Contains(folder))
            {
                return true;
            }
        }

        return false;
    }

    /// <exception cref="BadInputException">It is not a folder, or its links lead in a circle.</exception>
    private static string RealPathOf(string folder) => RealPath.Of(folder) is var real && Directory.Exists(real)
        ? real
        : throw new BadInputException($"There is no folder {folder}: type or paste the path of a folder that exists.");
}
