using Bunraku.Core.Checkpoints;
using Bunraku.Core.Errors;

namespace Bunraku.Core.Characters;

/// <summary>
/// Checks that tensors are exactly those of a student network: every key, no other key, identical shapes, as strict as the original, and finite
/// values. The original does not ask for the last, and draws garbage.
/// </summary>
internal static class StudentNetworkCheck
{
    private const int MaxListed = 6;

    /// <exception cref="CheckpointException">They are not.</exception>
    public static void RequireFace(StateDict weights, string path) =>
        Require(weights, path, (Phrase.Of("face"), StudentNetworks.FaceTensors), (Phrase.Of("body"), StudentNetworks.BodyTensors));

    /// <exception cref="CheckpointException">They are not.</exception>
    public static void RequireBody(StateDict weights, string path) =>
        Require(weights, path, (Phrase.Of("body"), StudentNetworks.BodyTensors), (Phrase.Of("face"), StudentNetworks.FaceTensors));

    private static void Require(
        StateDict weights,
        string path,
        (Phrase Name, IEnumerable<TensorSpec> Tensors) expected,
        (Phrase Name, IEnumerable<TensorSpec> Tensors) other)
    {
        KeyValuePair<string, int[]>[] found = [.. weights.Entries.Select(entry => KeyValuePair.Create(entry.Key, entry.Value.Shape))];
        TensorDifferences differences = TensorDifferences.Between(found, expected.Tensors);
        if (!differences.IsNone)
        {
            Phrase reason = TensorDifferences.Between(found, other.Tensors).IsNone
                ? Phrase.Of($"a {expected.Name} network was expected, but this is a {other.Name} network. Are the two files swapped?")
                : Phrase.Of($"this is not the {expected.Name} network of a student: {differences.Describe(MaxListed)}. Is it the right file?");
            throw CheckpointException.WrongContent(path, reason);
        }

        foreach ((string name, Tensor tensor) in weights.Entries)
        {
            FiniteWeights.Require(path, name, tensor.Values);
        }
    }
}
