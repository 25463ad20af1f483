using System.Collections.Immutable;
using Bunraku.Core.Checkpoints;

namespace Bunraku.Core.Teachers;

/// <summary>What one of the five networks of a teacher consists of.</summary>
public sealed class TeacherNetwork
{
    internal TeacherNetwork(string name, IEnumerable<TensorSpec> tensors)
    {
        Name = name;
        RecipeName = name;
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

    /// <summary>What the texts begin with that <see cref="SyntheticWeights"/> are made of.</summary>
    internal string RecipeName { get; init; }

    /// <summary>The middle and the spread of a tensor's synthetic weights.</summary>
    internal Func<TensorSpec, RowRule[]> Rules { get; init; } = TeacherRules.EncoderDecoder;

    /// <summary>Whether its weights are published in float16, too.</summary>
    internal bool IsPublishedInHalf { get; init; }

    /// <summary>Whether files of both cannot be told apart: the keys and shapes are the same.</summary>
    internal bool IsLike(TeacherNetwork other) =>
        Tensors.Length == other.Tensors.Length && Tensors.Zip(other.Tensors).All(pair => pair.First.Key == pair.Second.Key && pair.First.Shape.SequenceEqual(pair.Second.Shape));
}
