using System.Collections.Immutable;
using Bunraku.Core.Checkpoints;

namespace Bunraku.Core.Teachers;

/// <summary>What one of the five networks of the teacher consists of.</summary>
public sealed class TeacherNetwork
{
    internal TeacherNetwork(string name, IEnumerable<TensorSpec> tensors)
    {
        Name = name;
        Tensors = [.. tensors];
        ElementCount = Tensors.Sum(tensor => (long)tensor.Count);
    }

    /// <summary>Its published name, such as <c>face_morpher</c>.</summary>
    public string Name { get; }

    /// <summary>The name of its file of weights, such as <c>face_morpher.pt</c>.</summary>
    public string FileName => Name + ".pt";

    /// <summary>Its tensors in the order of the published state dictionary.</summary>
    public ImmutableArray<TensorSpec> Tensors { get; }

    /// <summary>The number of all parameters.</summary>
    public long ElementCount { get; }
}
