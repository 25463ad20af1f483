using Bunraku.Core.Characters;
using Bunraku.Core.Checkpoints;
using Bunraku.Distillation.Configuration;
using Bunraku.Distillation.Training;

namespace Bunraku.Distillation.Tests.Training;

public sealed class WidePositionsTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Wide_positions_change_the_columns_of_x_and_y_of_the_first_layer_and_nothing_else(bool isFace)
    {
        IReadOnlyList<LayerSpec> layers = isFace ? StudentNetworks.Face : StudentNetworks.Body;
        StateDict published = InitialWeights.Of(layers, seed: 5);
        StateDict wide = InitialWeights.Of(layers, seed: 5, widePositions: true);
        string first = $"{layers[0].KeyPrefix}.weight";

        foreach ((string name, Tensor tensor) in published.Entries)
        {
            float[] values = wide[name].Values;
            for (int i = 0; i < values.Length; i++)
            {
                bool isPosition = name == first && i % layers[0].Inputs < 2;
                Assert.Equal(isPosition ? tensor.Values[i] * (layers[0].Inputs / 2f) : tensor.Values[i], values[i]);
            }
        }

        Assert.InRange(wide[first].Values.Where((_, i) => i % layers[0].Inputs < 2).Max(Math.Abs), 0.45f, 0.5f);
    }

    [Fact]
    public void A_configuration_begins_as_published_unless_it_says_otherwise()
    {
        Assert.False(TrainingPlan.ForFace(new DistillationConfig()).WidePositions);
        Assert.True(TrainingPlan.ForBody(new DistillationConfig { InitialWeights = "positions" }).WidePositions);
    }
}
