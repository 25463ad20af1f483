using System.Collections.Immutable;
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

    /// <summary>Finds the file of every network.</summary>
    /// <param name="folder">Where to look, also in its folders.</param>
    /// <param name="networks">What to look for.</param>
    /// <param name="problems">Is given a sentence about files that are missing and about networks that are there more than once.</param>
    public static IReadOnlyDictionary<TeacherNetwork, string> Find(string folder, ImmutableArray<TeacherNetwork> networks, List<string> problems)
    {
        (string Path, TeacherNetwork? Content)[] candidates = [.. Candidates(folder).Select(path => (path, TeacherFile.Identify(path, networks)))];
        var found = new Dictionary<TeacherNetwork, string>();
        foreach (TeacherNetwork network in networks)
        {
            string[] named = [.. candidates.Select(candidate => candidate.Path).Where(path => HasNameOf(network, path))];
            string[] holding = [.. candidates.Where(candidate => candidate.Content == network).Select(candidate => candidate.Path)];
            string[] both = [.. holding.Intersect(named)];
            if (holding.Length > 1 && both.Length != 1)
            {
                problems.Add($"{folder}: the weights of {network.Name} are there {holding.Length} times ({string.Join(", ", holding)}). Import a folder that has them once.");
            }
            else if (both.Concat(holding).Concat(named.OrderByDescending(path => new FileInfo(path).Length)).FirstOrDefault() is { } path)
            {
                // One that does not hold it is taken as well: its name says that it should, and the check says why it does not.
                found.Add(network, path);
            }
        }

        string[] missing = [.. networks.Where(network => !candidates.Any(candidate => candidate.Content == network || HasNameOf(network, candidate.Path))).Select(network => network.FileName)];
        if (missing.Length > 0)
        {
            problems.Add(TeacherWeightsException.Missing(folder, missing));
        }

        return found;
    }

    private static IEnumerable<string> Candidates(string folder) => Directory
        .EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = MostDepth, IgnoreInaccessible = true, AttributesToSkip = 0 })
        .Where(path => CanBe(path) && !path[folder.Length..].Contains(FolderSwap.StagingName, StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    private static bool HasNameOf(TeacherNetwork network, string path) => string.Equals(Path.GetFileName(path), network.FileName, StringComparison.OrdinalIgnoreCase);
}
