using Bunraku.Core.Characters;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Errors;

namespace Bunraku.Core.Teachers;

/// <summary>Tells by names and shapes which network a file holds.</summary>
internal static class KnownNetwork
{
    /// <summary>The network of a family that these tensors are, or null.</summary>
    public static TeacherNetwork? Find(IReadOnlyCollection<KeyValuePair<string, int[]>> found, TeacherFamily family) =>
        family.Networks.FirstOrDefault(network => TensorDifferences.Between(found, network.Tensors).IsNone);

    /// <summary>The other family that these tensors are a network of, or null. Networks that several families have alike tell nothing.</summary>
    public static TeacherFamily? FindOther(IReadOnlyCollection<KeyValuePair<string, int[]>> found, TeacherFamily family) =>
        TeacherFamily.All.FirstOrDefault(other => other.Name != family.Name && other.OwnNetworks.Any(network => TensorDifferences.Between(found, network.Tensors).IsNone));

    /// <summary>What these tensors are in the words of an error message, or null where they are unknown.</summary>
    public static Phrase? Describe(IReadOnlyCollection<KeyValuePair<string, int[]>> found, TeacherFamily family)
    {
        if (Find(found, family) is { } network)
        {
            return Phrase.Of($"the weights of {network.Name}");
        }

        if (FamiliesOf(found) is [{ } first, ..] families)
        {
            return Phrase.Of($"the weights of {Find(found, first)!.Name} of {NearestNames.Or(families.Select(other => other.Title))}");
        }

        return TensorDifferences.Between(found, StudentNetworks.FaceTensors).IsNone ? Phrase.Of("a student face morpher (from a character model folder)")
            : TensorDifferences.Between(found, StudentNetworks.BodyTensors).IsNone ? Phrase.Of("a student body morpher (from a character model folder)")
            : null;
    }

    private static TeacherFamily[] FamiliesOf(IReadOnlyCollection<KeyValuePair<string, int[]>> found) => [.. TeacherFamily.All.Where(family => Find(found, family) is not null)];
}
