using System.Collections.Immutable;
using Bunraku.Core.Characters;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Distillation.Configuration;
using Bunraku.Distillation.Tests.Fakes;
using Bunraku.Distillation.Training;
using Bunraku.Siren;

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

    [Fact]
    public void A_wide_face_differs_in_the_columns_of_x_and_y_of_the_first_layer_and_in_nothing_else()
    {
        LayerSpec first = StudentNetworks.Face[0];
        StateDict wide = InitialWeights.WideFace(5);
        foreach ((string name, Tensor tensor) in InitialWeights.Of(StudentNetworks.Face, 5).Entries)
        {
            bool isFirst = name == $"{first.KeyPrefix}.weight";
            Assert.Equal(tensor.Values.Select((value, i) => isFirst && i % first.Inputs < 2 ? value * (first.Inputs / 2f) : value), wide[name].Values);
        }

        Assert.InRange(wide[$"{first.KeyPrefix}.weight"].Values.Where((_, i) => i % first.Inputs < 2).Max(Math.Abs), 0.45f, 0.5f);
    }

    [Fact]
    public void A_still_body_leaves_the_picture_as_it_is_whatever_the_face_does()
    {
        var random = new Random(1);
        var picture = new CharacterPicture([.. Enumerable.Range(0, 4 * 512 * 512).Select(_ => (float)random.NextDouble())]);
        StateDict body = InitialWeights.StillBody(5);
        using var poser = new StudentPoser(new CharacterModel("still", picture, new StudentWeights(InitialWeights.WideFace(5), body)));
        var frame = new PosedFrame(FrameParts.Alpha | FrameParts.GridChange | FrameParts.FaceMorphed);
        poser.Render(Pose.FromValues([.. Enumerable.Range(0, PoseParameters.Count).Select(_ => (float)random.NextDouble())]), frame);
        Assert.All(frame.Alpha, value => Assert.Equal(0f, value));
        Assert.All(frame.GridChange, value => Assert.Equal(0f, value));
        Assert.InRange(frame.Blended.Zip(frame.FaceMorphed, (a, b) => Math.Abs(a - b)).Max(), 0, 1e-4f);

        StateDict published = InitialWeights.Of(StudentNetworks.Body, 5);
        foreach (LayerSpec layer in StudentNetworks.Body.SkipLast(1))
        {
            bool seesPose = layer.Inputs is 47 or 227 or 137;
            Assert.Equal(
                published[$"{layer.KeyPrefix}.weight"].Values.Select((value, i) => seesPose && i % layer.Inputs >= layer.Inputs - 45 && i % layer.Inputs < layer.Inputs - 6 ? 0f : value),
                body[$"{layer.KeyPrefix}.weight"].Values);
        }
    }

    [Fact]
    public void A_configuration_begins_as_published_unless_it_says_otherwise()
    {
        Assert.False(RunPlan.ForFace(new DistillationConfig()).BeginsTuned);
        StateComparison.AssertSame(InitialWeights.StillBody(3), RunPlan.ForBody(Tuned(3)).Begin().Weights);
        StateComparison.AssertSame(InitialWeights.WideFace(3), RunPlan.ForFace(Tuned(3)).Begin().Weights);
    }

    private static DistillationConfig Tuned(ulong seed) => new() { InitialWeights = "tuned", Face = new NetworkConfig(seed, 0, null, 8), Body = new NetworkConfig(seed, 0, null, 8) };

    private static void RequireUniform(float[] values, double limit)
    {
        Assert.All(values, value => Assert.InRange(Math.Abs(value), 0, limit * 1.000001));
        Assert.InRange(values.Average(value => Math.Abs(value)) / limit, 0.47, 0.53);
        Assert.InRange(values.Average() / limit, -0.05, 0.05);
    }
}
