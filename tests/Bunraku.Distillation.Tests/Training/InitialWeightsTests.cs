using System.Collections.Immutable;
using Bunraku.Core.Characters;
using Bunraku.Core.Checkpoints;
using Bunraku.Distillation.Tests.Fakes;
using Bunraku.Distillation.Training;

namespace Bunraku.Distillation.Tests.Training;

public sealed class InitialWeightsTests
{
    public static TheoryData<bool> Networks => [true, false];

    [Theory]
    [MemberData(nameof(Networks))]
    public void Distributions_are_those_of_sine_networks(bool isFace)
    {
        ImmutableArray<LayerSpec> layers = isFace ? StudentNetworks.Face : StudentNetworks.Body;
        StateDict weights = InitialWeights.Of(layers, seed: 42);
        Assert.Equal(2 * layers.Length, weights.Entries.Count);
        for (int i = 0; i < layers.Length; i++)
        {
            LayerSpec layer = layers[i];
            Tensor weight = weights[$"{layer.KeyPrefix}.weight"];
            Assert.Equal([layer.Outputs, layer.Inputs, 1, 1], weight.Shape);
            if (layer.IsSine)
            {
                RequireUniform(weight.Values, i == 0 ? 1.0 / layer.Inputs : Math.Sqrt(6.0 / layer.Inputs) / 30);
            }
            else
            {
                double deviation = Math.Sqrt(weight.Values.Average(value => (double)value * value));
                Assert.InRange(deviation * Math.Sqrt(layer.Inputs / 2.0), 0.9, 1.1);
                Assert.True(weight.Values.Max() > 2 * deviation, "A normal distribution has a tail.");
            }

            Tensor bias = weights[$"{layer.KeyPrefix}.bias"];
            Assert.Equal([layer.Outputs], bias.Shape);
            Assert.All(bias.Values, value => Assert.InRange(Math.Abs(value), 0, 1 / Math.Sqrt(layer.Inputs)));
        }
    }

    [Fact]
    public void Equal_seeds_give_equal_weights_and_others_give_others()
    {
        StateComparison.AssertSame(InitialWeights.Of(StudentNetworks.Face, 1), InitialWeights.Of(StudentNetworks.Face, 1));
        Assert.NotEqual(InitialWeights.Of(StudentNetworks.Face, 1).Entries[0].Value.Values, InitialWeights.Of(StudentNetworks.Face, 2).Entries[0].Value.Values);
    }

    private static void RequireUniform(float[] values, double limit)
    {
        Assert.All(values, value => Assert.InRange(Math.Abs(value), 0, limit * 1.000001));
        Assert.InRange(values.Average(value => Math.Abs(value)) / limit, 0.47, 0.53);
        Assert.InRange(values.Average() / limit, -0.05, 0.05);
    }
}
