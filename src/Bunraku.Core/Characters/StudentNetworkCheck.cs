using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Bunraku.Core.Checkpoints;

namespace Bunraku.Core.Characters;

/// <summary>
/// Checks that tensors are exactly those of a student network: every key, no other key, identical shapes (as strict as the original),
/// and finite values (which the original does not ask for, and then draws garbage).
/// </summary>
internal static class StudentNetworkCheck
{
    private const int MaxListed = 6;

    /// <exception cref="CheckpointException">They are not.</exception>
    public static void RequireFace(StateDict weights, string path) =>
        Require(weights, path, ("face", StudentNetworks.Face), ("body", StudentNetworks.Body));

    /// <exception cref="CheckpointException">They are not.</exception>
    public static void RequireBody(StateDict weights, string path) =>
        Require(weights, path, ("body", StudentNetworks.Body), ("face", StudentNetworks.Face));

    private static void Require(
        StateDict weights,
        string path,
        (string Name, ImmutableArray<LayerSpec> Layers) expected,
        (string Name, ImmutableArray<LayerSpec> Layers) other)
    {
        List<string> differences = Differences(weights, expected.Layers);
        if (differences.Count > 0)
        {
            string reason = Differences(weights, other.Layers).Count == 0
                ? $"a {expected.Name} network was expected, but this is a {other.Name} network. Are the two files swapped?"
                : $"this is not the {expected.Name} network of a student: {string.Join("; ", differences)}. Is it the right file?";
            throw CheckpointException.WrongContent(path, reason);
        }

        foreach ((string name, Tensor tensor) in weights.Entries)
        {
            RequireFinite(name, tensor.Values, path);
        }
    }

    private static List<string> Differences(StateDict weights, ImmutableArray<LayerSpec> layers)
    {
        Dictionary<string, int[]> expected = layers
            .SelectMany(layer => new KeyValuePair<string, int[]>[]
            {
                new($"{layer.KeyPrefix}.weight", [layer.Outputs, layer.Inputs, 1, 1]),
                new($"{layer.KeyPrefix}.bias", [layer.Outputs]),
            })
            .ToDictionary(StringComparer.Ordinal);

        string[] missing = [.. expected.Keys.Where(name => !weights.TryGet(name, out _))];
        string[] unexpected = [.. weights.Entries.Select(entry => entry.Key).Where(name => !expected.ContainsKey(name))];
        string[] mismatched =
        [
            .. from entry in weights.Entries
               where expected.TryGetValue(entry.Key, out int[]? shape) && !entry.Value.Shape.SequenceEqual(shape)
               select $"{entry.Key} is [{string.Join(", ", entry.Value.Shape)}] instead of [{string.Join(", ", expected[entry.Key])}]",
        ];

        var differences = new List<string>();
        Describe(differences, "missing", missing);
        Describe(differences, "unexpected", unexpected);
        Describe(differences, "of another shape", mismatched);
        return differences;
    }

    private static void Describe(List<string> differences, string kind, string[] items)
    {
        if (items.Length > 0)
        {
            string more = items.Length > MaxListed ? $" and {items.Length - MaxListed} more" : string.Empty;
            differences.Add($"{kind}: {string.Join(", ", items.Take(MaxListed))}{more}");
        }
    }

    private static void RequireFinite(string name, float[] values, string path)
    {
        const uint Exponent = 0x7F80_0000;
        ReadOnlySpan<uint> bits = MemoryMarshal.Cast<float, uint>(values);
        for (int i = 0; i < bits.Length; i++)
        {
            if ((bits[i] & Exponent) == Exponent)
            {
                throw CheckpointException.NotFinite(path, name, i, values[i]);
            }
        }
    }
}
