using System.Collections.Immutable;
using Bunraku.Core.Characters;
using Bunraku.Core.Checkpoints;

namespace Bunraku.Core.Teachers;

/// <summary>
/// Weights by <see cref="RecipeH"/>: networks of the right shape that draw noise, equal on every computer. They stand in for trained ones, which
/// cannot be shipped, wherever only speed, plumbing or agreement with other programs is at stake.
/// </summary>
public static class SyntheticWeights
{
    /// <summary>Computes the weights of a teacher's network, on all cores.</summary>
    public static StateDict Of(TeacherNetwork network)
    {
        var entries = new KeyValuePair<string, Tensor>[network.Tensors.Length];
        Parallel.For(0, entries.Length, i =>
        {
            TensorSpec spec = network.Tensors[i];
            entries[i] = new(spec.Key, Create(network.RecipeName, spec.Key, [.. spec.Shape], network.Rules(spec)));
        });
        return new StateDict(entries);
    }

    /// <summary>Whether a network's first tensor, which is enough to tell, has the values that this class computes.</summary>
    internal static bool AreIn(TeacherNetwork network, Tensor first)
    {
        const int Enough = 16;

        TensorSpec spec = network.Tensors[0];
        RowRule rule = network.Rules(spec)[0];
        float[] expected = new float[Math.Min(Enough, first.Values.Length)];
        RecipeH.Fill(expected, RecipeH.Seed(network.RecipeName, spec.Key), firstIndex: 0, rule.Offset, rule.Scale);
        return first.Values.AsSpan(0, expected.Length).SequenceEqual(expected);
    }

    /// <summary>The weights of a student's face network.</summary>
    public static StateDict StudentFace() => OfStudent("face_morpher", StudentNetworks.Face);

    /// <summary>The weights of a student's body network.</summary>
    public static StateDict StudentBody() => OfStudent("body_morpher", StudentNetworks.Body);

    private static StateDict OfStudent(string module, ImmutableArray<LayerSpec> layers) => new(layers.SelectMany((layer, i) => new KeyValuePair<string, Tensor>[]
    {
        OfStudent(module, $"{layer.KeyPrefix}.weight", [layer.Outputs, layer.Inputs, 1, 1], StudentRules.WeightScale(layer, isFirst: i == 0)),
        OfStudent(module, $"{layer.KeyPrefix}.bias", [layer.Outputs], StudentRules.BiasScale(layer)),
    }));

    private static KeyValuePair<string, Tensor> OfStudent(string module, string key, int[] shape, double scale) =>
        new(key, Create(module, key, shape, [new RowRule(0, shape[0], Offset: 0, scale)]));

    private static Tensor Create(string module, string key, int[] shape, RowRule[] rules)
    {
        int rowSize = 1;
        foreach (int size in shape.AsSpan(1))
        {
            rowSize *= size;
        }

        // Every element is set below.
        float[] values = GC.AllocateUninitializedArray<float>(shape[0] * rowSize);
        ulong seed = RecipeH.Seed(module, key);
        foreach (RowRule rule in rules)
        {
            int first = rule.FirstRow * rowSize;
            RecipeH.Fill(values.AsSpan(first, (rule.PastLastRow * rowSize) - first), seed, first, rule.Offset, rule.Scale);
        }

        return new Tensor(shape, values);
    }
}
