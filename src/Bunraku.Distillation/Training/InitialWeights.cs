using Bunraku.Core.Characters;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Poses;
using Bunraku.Distillation.Poses;

namespace Bunraku.Distillation.Training;

/// <summary>
/// The weights of untrained networks, a pure function of the seed. Distributions: the sine networks' usual ones (Sitzmann et al. 2020); He
/// normal for the last layer.
/// </summary>
internal static class InitialWeights
{
    /// <summary>The published weights of an untrained network.</summary>
    /// <param name="layers">Its layers.</param>
    /// <param name="seed">The seed.</param>
    public static StateDict Of(IReadOnlyList<LayerSpec> layers, ulong seed) => new(layers.SelectMany((layer, index) => TensorsOf(layer, index, seed)));

    /// <summary>
    /// A face network that sees at once where it is. The published first layer begins with every column within 1 / inputs, so position has no more
    /// say than any of the 39 pose values. The first thousands of steps go into making its columns grow. Here the columns of x and y begin within
    /// 1/2, which is 1 / inputs of a sine network that sees nothing but the position; all else stays.
    /// </summary>
    public static StateDict WideFace(ulong seed)
    {
        IReadOnlyList<LayerSpec> layers = StudentNetworks.Face;
        StateDict weights = Of(layers, seed);
        int inputs = layers[0].Inputs;
        float[] first = weights[$"{layers[0].KeyPrefix}.weight"].Values;
        for (int row = 0; row < first.Length; row += inputs)
        {
            first[row] *= inputs / 2f;
            first[row + 1] *= inputs / 2f;
        }

        return weights;
    }

    /// <summary>
    /// A body network that neither moves nor paints over the picture, and moves by nothing but head, body and breath: the last layer and all
    /// columns of the 39 face parameters begin as zeros.
    /// </summary>
    public static StateDict StillBody(ulong seed)
    {
        StateDict weights = Of(StudentNetworks.Body, seed);
        string last = StudentNetworks.Body[^1].KeyPrefix;
        Array.Clear(weights[$"{last}.weight"].Values);
        Array.Clear(weights[$"{last}.bias"].Values);
        foreach (LayerSpec layer in StudentNetworks.Body.Where(layer => SeesPose(layer)))
        {
            ClearFaceColumns(weights[$"{layer.KeyPrefix}.weight"].Values, layer.Inputs);
        }

        return weights;
    }

    /// <summary>The first layer of each level; the pose is its last 45 inputs.</summary>
    private static bool SeesPose(LayerSpec layer) => layer.KeyPrefix.EndsWith(".0.linear", StringComparison.Ordinal);

    private static void ClearFaceColumns(float[] weight, int inputs)
    {
        for (int row = 0; row < weight.Length; row += inputs)
        {
            weight.AsSpan(row + inputs - PoseParameters.Count, PoseParameters.FaceCount).Clear();
        }
    }

    private static IEnumerable<KeyValuePair<string, Tensor>> TensorsOf(LayerSpec layer, int index, ulong seed)
    {
        float[] weight = new float[layer.Outputs * layer.Inputs];
        var random = new CounterRandom(seed, (ulong)(2 * index));
        for (int i = 0; i < weight.Length; i++)
        {
            weight[i] = (float)(layer.IsSine ? SineLimit(layer, index) * random.NextBetween(-1, 1) : Math.Sqrt(2.0 / layer.Inputs) * random.NextNormal());
        }

        float[] bias = new float[layer.Outputs];
        random = new CounterRandom(seed, (ulong)((2 * index) + 1));
        double limit = 1 / Math.Sqrt(layer.Inputs);
        for (int i = 0; i < bias.Length; i++)
        {
            bias[i] = (float)random.NextBetween(-limit, limit);
        }

        yield return new($"{layer.KeyPrefix}.weight", new Tensor([layer.Outputs, layer.Inputs, 1, 1], weight));
        yield return new($"{layer.KeyPrefix}.bias", new Tensor([layer.Outputs], bias));
    }

    private static double SineLimit(LayerSpec layer, int index) => index == 0 ? 1.0 / layer.Inputs : Math.Sqrt(6.0 / layer.Inputs) / StudentNetworks.Omega0;
}
