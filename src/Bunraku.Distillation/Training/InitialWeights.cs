using Bunraku.Core.Characters;
using Bunraku.Core.Checkpoints;
using Bunraku.Distillation.Poses;

namespace Bunraku.Distillation.Training;

/// <summary>
/// The weights of untrained networks, a pure function of the seed. Distributions: the sine networks' usual ones (Sitzmann et al. 2020); He
/// normal for the last layer.
/// </summary>
/// <remarks>
/// The published first layer begins with every column within 1 / inputs, so position has no more say than any of the 39 or 45 pose values, and the first
/// thousands of steps go into making its columns grow. With wide positions the columns of x and y begin within 1/2, which is 1 / inputs of a
/// sine network that sees nothing but the position; all else stays. docs/distiller.md has what it gains.
/// </remarks>
internal static class InitialWeights
{
    /// <summary>The weights of an untrained network.</summary>
    /// <param name="layers">Its layers.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="widePositions">Whether the first layer's columns of x and y are wide.</param>
    public static StateDict Of(IReadOnlyList<LayerSpec> layers, ulong seed, bool widePositions = false)
    {
        var weights = new StateDict(layers.SelectMany((layer, index) => TensorsOf(layer, index, seed)));
        if (widePositions)
        {
            WidenPositions(weights[$"{layers[0].KeyPrefix}.weight"].Values, layers[0].Inputs);
        }

        return weights;
    }

    /// <summary>The same with a last layer of zeros: a body network that neither moves nor paints over the picture.</summary>
    public static StateDict StillBody(ulong seed)
    {
        StateDict weights = Of(StudentNetworks.Body, seed);
        string last = StudentNetworks.Body[^1].KeyPrefix;
        Array.Clear(weights[$"{last}.weight"].Values);
        Array.Clear(weights[$"{last}.bias"].Values);
        return weights;
    }

    /// <summary>The first two inputs of the first layer of both networks are x and y.</summary>
    private static void WidenPositions(float[] weight, int inputs)
    {
        for (int row = 0; row < weight.Length; row += inputs)
        {
            weight[row] *= inputs / 2f;
            weight[row + 1] *= inputs / 2f;
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
