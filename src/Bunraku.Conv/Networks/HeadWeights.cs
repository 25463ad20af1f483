using Bunraku.Conv.Preparation;
using Bunraku.Conv.Steps;

namespace Bunraku.Conv.Networks;

/// <summary>The last convolutions of a network, one behind the other.</summary>
/// <param name="weights">The network's tensors.</param>
/// <param name="features">Input channels.</param>
internal sealed class HeadWeights(NetworkTensors weights, int features)
{
    private readonly List<float> _matrix = [];
    private readonly List<float> _bias = [];

    /// <summary>[channels][features][3][3].</summary>
    public float[] Matrix => [.. _matrix];

    /// <summary>[channels].</summary>
    public float[] Bias => [.. _bias];

    public HeadLayout Layout { get; private set; }

    /// <summary>Adds the grid change, which has no bias.</summary>
    public HeadWeights Grid(string head)
    {
        _matrix.AddRange(weights.Take(head + ".weight", 2, features, 3, 3));
        _bias.AddRange(0f, 0f);
        Layout = Layout with { Grid = 2 };
        return this;
    }

    /// <summary>Adds an alpha of one channel or four.</summary>
    public HeadWeights Alpha(string head, int channels = 1)
    {
        Add(head, channels);
        Layout = Layout with { Alpha = Layout.Alpha + channels };
        return this;
    }

    /// <summary>Adds a colour.</summary>
    public HeadWeights Color(string head)
    {
        Add(head, channels: 4);
        Layout = Layout with { Color = Layout.Color + 4 };
        return this;
    }

    private void Add(string head, int channels)
    {
        _matrix.AddRange(weights.Take(head + ".0.weight", channels, features, 3, 3));
        _bias.AddRange(weights.Take(head + ".0.bias", channels));
    }
}
