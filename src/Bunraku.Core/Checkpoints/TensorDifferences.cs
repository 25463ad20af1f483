namespace Bunraku.Core.Checkpoints;

/// <summary>How the names and shapes that were found differ from those that a network must have.</summary>
/// <param name="Missing">Names that were not found.</param>
/// <param name="Unexpected">Names that the network does not have.</param>
/// <param name="OfAnotherShape">Sentences about tensors of another shape.</param>
internal sealed record TensorDifferences(string[] Missing, string[] Unexpected, string[] OfAnotherShape)
{
    public bool IsNone => Missing.Length + Unexpected.Length + OfAnotherShape.Length == 0;

    /// <param name="found">Names and shapes, each name once.</param>
    /// <param name="expected">What there must be.</param>
    public static TensorDifferences Between(IReadOnlyCollection<KeyValuePair<string, int[]>> found, IEnumerable<TensorSpec> expected)
    {
        Dictionary<string, TensorSpec> specs = expected.ToDictionary(spec => spec.Key, StringComparer.Ordinal);
        HashSet<string> names = found.Select(tensor => tensor.Key).ToHashSet(StringComparer.Ordinal);
        return new TensorDifferences(
            [.. specs.Keys.Where(name => !names.Contains(name))],
            [.. found.Select(tensor => tensor.Key).Where(name => !specs.ContainsKey(name))],
            [
                .. from tensor in found
                   where specs.TryGetValue(tensor.Key, out TensorSpec? spec) && !tensor.Value.AsSpan().SequenceEqual(spec.Shape.AsSpan())
                   select $"{tensor.Key} is [{string.Join(", ", tensor.Value)}] instead of [{string.Join(", ", specs[tensor.Key].Shape)}]",
            ]);
    }

    /// <summary>All differences in one line.</summary>
    /// <param name="mostListed">How many of each kind are named; the others are counted.</param>
    public string Describe(int mostListed) => string.Join("; ",
        new[] { Describe("missing", Missing, mostListed), Describe("unexpected", Unexpected, mostListed), Describe("of another shape", OfAnotherShape, mostListed) }.OfType<string>());

    private static string? Describe(string kind, string[] items, int mostListed)
    {
        string more = items.Length > mostListed ? $" and {items.Length - mostListed} more" : string.Empty;
        return items.Length == 0 ? null : $"{kind}: {string.Join(", ", items.Take(mostListed))}{more}";
    }
}
