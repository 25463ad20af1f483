using Bunraku.Core.Errors;
using Bunraku.Core.Files;
using Bunraku.Core.Teachers;

namespace Bunraku.Core.Models;

/// <summary>Finds the five files in a folder, by what is in them and else by their names.</summary>
internal static class TeacherSearch
{
    /// <summary>Deeper than any unpacked archive, and shallow enough for a folder that was named by mistake.</summary>
    private const int MostDepth = 8;

    /// <summary>Whether a file of that name can hold a network.</summary>
    public static bool CanBe(string path)
    {
        string name = Path.GetFileName(path);
        return Path.GetExtension(name).ToUpperInvariant() is ".PT" or ".PTH" && !name.StartsWith("._", StringComparison.Ordinal);
    }

    /// <summary>Whether a folder holds any network that only this family has, by what is in its files.</summary>
    public static bool Holds(string folder, TeacherFamily family)
    {
        TeacherNetwork[] own = [.. family.OwnNetworks];
        return Candidates(folder).Any(path => own.Contains(TeacherFile.Identify(path, family)));
    }

    /// <summary>Finds the file of every network.</summary>
    /// <param name="folder">Where to look, also in its folders.</param>
    /// <param name="family">What to look for.</param>
    /// <param name="problems">Is given a sentence about files that are missing and about networks that are there more than once.</param>
    public static IReadOnlyDictionary<TeacherNetwork, string> Find(string folder, TeacherFamily family, List<Phrase> problems)
    {
        (string Path, TeacherNetwork? Content)[] all = [.. Candidates(folder).Select(path => (path, TeacherFile.Identify(path, family)))];
        (string Path, TeacherNetwork? Content)[] candidates = BestFolder(all, family) is { } best ? [.. all.Where(candidate => Path.GetDirectoryName(candidate.Path) == best)] : all;
        string[] missing = [.. family.Networks.Where(network => !candidates.Any(candidate => candidate.Content == network || HasNameOf(network, candidate.Path))).Select(network => network.FileName)];
        if (missing.Length > 0)
        {
            TeacherFamily? other = TeacherFile.FindOther(candidates.Select(candidate => candidate.Path), family);
            problems.Add(TeacherWeightsException.Missing(folder, missing, family, other));
            if (other is not null)
            {
                return new Dictionary<TeacherNetwork, string>(); // What else is wrong with its files does not matter.
            }
        }

        var found = new Dictionary<TeacherNetwork, string>();
        foreach (TeacherNetwork network in family.Networks)
        {
            string[] named = [.. candidates.Select(candidate => candidate.Path).Where(path => HasNameOf(network, path))];
            string[] holding = [.. candidates.Where(candidate => candidate.Content == network).Select(candidate => candidate.Path)];
            string[] both = [.. holding.Intersect(named)];
            if (holding.Length > 1 && both.Length != 1)
            {
                problems.Add(Phrase.Of($"{folder}: the weights of {network.Name} are there {holding.Length} times ({string.Join(", ", holding)}). Import a folder that has them once."));
            }
            else if (both.Concat(holding).Concat(named.OrderByDescending(path => new FileInfo(path).Length)).FirstOrDefault() is { } path)
            {
                // One that does not hold it is taken as well: its name says that it should, and the check says why it does not.
                found.Add(network, path);
            }
        }

        return found;
    }

    /// <summary>
    /// The folder that holds all five by their content: the only one, or the one with the best of the published names. Archives have the same networks in several
    /// precisions, and families have networks that look alike.
    /// </summary>
    private static string? BestFolder((string Path, TeacherNetwork? Content)[] candidates, TeacherFamily family)
    {
        string[] complete =
        [
            .. candidates.GroupBy(candidate => Path.GetDirectoryName(candidate.Path)!)
                .Where(folder => family.Networks.All(network => folder.Any(candidate => candidate.Content == network)))
                .Select(folder => folder.Key),
        ];
        return complete.Length == 1
            ? complete[0]
            : family.PublishedFolders.Select(name => complete.Where(folder => Path.GetFileName(folder) == name).ToArray()).FirstOrDefault(named => named.Length > 0) is [{ } only] ? only : null;
    }

    private static IEnumerable<string> Candidates(string folder) => Directory
        .EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = MostDepth, IgnoreInaccessible = true, AttributesToSkip = 0 })
        .Where(path => CanBe(path) && !path[folder.Length..].Contains(FolderSwap.StagingName, StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    private static bool HasNameOf(TeacherNetwork network, string path) => string.Equals(Path.GetFileName(path), network.FileName, StringComparison.OrdinalIgnoreCase);
}
