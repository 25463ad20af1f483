using Bunraku.Core.Characters;
using Bunraku.Core.Checkpoints;

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
    public static string? Describe(IReadOnlyCollection<KeyValuePair<string, int[]>> found, TeacherFamily family)
    {
        if (Find(found, family) is { } network)
        {
            return $"the weights of {network.Name}";
        }

        if (FamiliesOf(found) is [{ } first, ..] families)
        {
            return $"the weights of {Find(found, first)!.Name} of {string.Join(" or ", families.Select(other => other.Title))}";
        }

        return TensorDifferences.Between(found, StudentNetworks.FaceTensors).IsNone ? Student("face")
            : TensorDifferences.Between(found, StudentNetworks.BodyTensors).IsNone ? Student("body")
            : null;
    }

    private static TeacherFamily[] FamiliesOf(IReadOnlyCollection<KeyValuePair<string, int[]>> found) => [.. TeacherFamily.All.Where(family => Find(found, family) is not null)];

    private static string Student(string part) => $"a student {part} morpher (from a character model folder)";
}
