using Bunraku.Core.Characters;
using Bunraku.Core.Checkpoints;

namespace Bunraku.Core.Teachers;

/// <summary>Tells by names and shapes which network a file holds.</summary>
internal static class KnownNetwork
{
    /// <summary>The teacher network that these tensors are, or null.</summary>
    public static TeacherNetwork? Find(IReadOnlyCollection<KeyValuePair<string, int[]>> found, IEnumerable<TeacherNetwork> networks) =>
        networks.FirstOrDefault(network => TensorDifferences.Between(found, network.Tensors).IsNone);

    /// <summary>What these tensors are in the words of an error message, or null where they are unknown.</summary>
    public static string? Describe(IReadOnlyCollection<KeyValuePair<string, int[]>> found, IEnumerable<TeacherNetwork> networks)
    {
        if (Find(found, networks) is { } network)
        {
            return $"the weights of {network.Name}";
        }

        return TensorDifferences.Between(found, StudentNetworks.FaceTensors).IsNone ? Student("face")
            : TensorDifferences.Between(found, StudentNetworks.BodyTensors).IsNone ? Student("body")
            : null;
    }

    private static string Student(string part) => $"a student {part} morpher (from a character model folder)";
}
