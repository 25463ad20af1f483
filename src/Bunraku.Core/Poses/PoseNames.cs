namespace Bunraku.Core.Poses;

/// <summary>Says which published name was probably meant.</summary>
internal static class PoseNames
{
    private const int MostSuggestions = 4;

    /// <summary>A sentence that suggests the names nearest to a mistaken one, or says where they are listed.</summary>
    public static string Suggestion(string mistaken)
    {
        string[] near = Nearest(mistaken.Trim());
        return near.Length > 0 ? $"Did you mean {string.Join(" or ", near)}?" : "The 45 names are listed in docs/pose.md.";
    }

    private static string[] Nearest(string mistaken)
    {
        // A name can be cut short (a group without its side) or misspelt; longer input is not worth comparing.
        if (mistaken.Length is 0 or > 64)
        {
            return [];
        }

        string[] names = [.. PoseParameters.All.Select(parameter => parameter.Name)];
        string[] begun = [.. names.Where(name => name.StartsWith(mistaken, StringComparison.OrdinalIgnoreCase)).Take(MostSuggestions)];
        if (begun.Length > 0)
        {
            return begun;
        }

        int allowed = Math.Max(1, mistaken.Length / 4);
        return
        [
            .. names
                .Select(name => (Name: name, Distance: EditDistance(mistaken.ToLowerInvariant(), name)))
                .Where(candidate => candidate.Distance <= allowed)
                .OrderBy(candidate => candidate.Distance)
                .Select(candidate => candidate.Name)
                .Take(2),
        ];
    }

    /// <summary>How many letters must be inserted, deleted or replaced to turn one text into the other (Levenshtein).</summary>
    private static int EditDistance(string from, string to)
    {
        int[] previous = [.. Enumerable.Range(0, to.Length + 1)];
        int[] current = new int[to.Length + 1];
        for (int i = 1; i <= from.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= to.Length; j++)
            {
                int replaced = previous[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                current[j] = Math.Min(replaced, Math.Min(previous[j], current[j - 1]) + 1);
            }

            (previous, current) = (current, previous);
        }

        return previous[to.Length];
    }
}
