namespace Bunraku.Core.Errors;

/// <summary>Finds which of the known names was probably meant by a mistaken one.</summary>
public static class NearestNames
{
    private const int LongestCompared = 64;
    private const int MostByBeginning = 4;
    private const int MostBySpelling = 2;

    /// <summary>The names that begin with the mistaken one, else those nearest to it in spelling; none where none is near.</summary>
    public static IReadOnlyList<string> To(string mistaken, IEnumerable<string> names)
    {
        if (mistaken.Length is 0 or > LongestCompared)
        {
            return [];
        }

        string[] known = [.. names];
        string[] begun = [.. known.Where(name => name.StartsWith(mistaken, StringComparison.OrdinalIgnoreCase)).Take(MostByBeginning)];
        if (begun.Length > 0)
        {
            return begun;
        }

        int allowed = Math.Max(1, mistaken.Length / 4);
        return
        [
            .. known
                .Select(name => (Name: name, Distance: EditDistance(mistaken.ToLowerInvariant(), name)))
                .Where(candidate => candidate.Distance <= allowed)
                .OrderBy(candidate => candidate.Distance)
                .Select(candidate => candidate.Name)
                .Take(MostBySpelling),
        ];
    }

    /// <summary>Names as alternatives: "a or b".</summary>
    /// <param name="names">At least one.</param>
    public static Phrase Or(IEnumerable<string> names) =>
        names.Select(Phrase.Verbatim).Aggregate((alternatives, name) => Phrase.Of($"{alternatives} or {name}"));

    /// <summary>How many letters must be inserted, deleted, replaced or swapped with their neighbour to turn one text into the other.</summary>
    private static int EditDistance(string from, string to)
    {
        int[] beforePrevious = new int[to.Length + 1];
        int[] previous = [.. Enumerable.Range(0, to.Length + 1)];
        int[] current = new int[to.Length + 1];
        for (int i = 1; i <= from.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= to.Length; j++)
            {
                int replaced = previous[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                current[j] = Math.Min(replaced, Math.Min(previous[j], current[j - 1]) + 1);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                {
                    current[j] = Math.Min(current[j], beforePrevious[j - 2] + 1);
                }
            }

            (beforePrevious, previous, current) = (previous, current, beforePrevious);
        }

        return previous[to.Length];
    }
}
