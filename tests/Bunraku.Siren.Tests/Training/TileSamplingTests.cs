using Bunraku.Siren.Support;
using Bunraku.Siren.Training;

namespace Bunraku.Siren.Tests.Training;

[Trait("Category", "Slow")]
public sealed class TileSamplingTests
{
    private static readonly SupportMask Ellipse = TrainingBatches.Mask((row, column) => (row - 8) * (row - 8) + (2 * (column - 7) * (column - 7)) < 50);

    private static readonly Lazy<(BodyLoss Loss, float[] Gradient)> Full = new(() => Step(sampling: null));

    [Fact]
    public void Probability_one_is_the_full_gradient_bit_for_bit()
    {
        using IBodyTrainer full = TrainingBatches.OpenBody(sampling: null);
        using IBodyTrainer sampled = TrainingBatches.OpenBody(new TileSampling(Ellipse, 1, 1));
        BodyLoss expected = full.TakeStep(TrainingBatches.Body(2), TrainingBatches.LossWeights, 1e-4, samplingSeed: 0);
        BodyLoss actual = sampled.TakeStep(TrainingBatches.Body(2), TrainingBatches.LossWeights, 1e-4, samplingSeed: 5);
        Assert.Equal(expected, actual);
        Assert.Equal(TrainingBatches.Flat(full.CopyWeights()), TrainingBatches.Flat(sampled.CopyWeights()));
    }

    [Fact]
    public void Gradients_of_complementary_blocks_add_up_to_the_full_one()
    {
        var random = new Random(8);
        bool[] chosen = [.. Enumerable.Range(0, TrainingBatches.Blocks * TrainingBatches.Blocks).Select(_ => random.Next(3) == 0)];
        SupportMask some = TrainingBatches.Mask((row, column) => chosen[(row * TrainingBatches.Blocks) + column]);
        SupportMask others = TrainingBatches.Mask((row, column) => !chosen[(row * TrainingBatches.Blocks) + column]);

        (BodyLoss fullLoss, float[] full) = Full.Value;
        (BodyLoss someLoss, float[] ofSome) = Step(new TileSampling(some, 1, TrainingBatches.Never));
        (BodyLoss othersLoss, float[] ofOthers) = Step(new TileSampling(others, 1, TrainingBatches.Never));
        Assert.Equal(fullLoss.Total, someLoss.Total + othersLoss.Total, 1e-6);
        Assert.InRange(someLoss.Total, 0.1 * fullLoss.Total, 0.6 * fullLoss.Total);
        Assert.InRange(TrainingBatches.RelativeDistance(full, [.. ofSome.Zip(ofOthers, (a, b) => (double)a + b)]), 0, 2e-5);
    }

    [Fact]
    public void The_mean_over_many_draws_approaches_the_full_gradient()
    {
        const int Steps = 6;
        (BodyLoss fullLoss, float[] full) = Full.Value;
        using IBodyTrainer sampled = TrainingBatches.OpenBody(new TileSampling(Ellipse, 0.3, 0.15));
        double[] mean = new double[full.Length];
        double meanLoss = 0;
        var single = new List<double>();
        for (ulong seed = 1; seed <= Steps; seed++)
        {
            // Four draws a step, of the same two examples; a learning rate of 0 leaves the weights as they are.
            meanLoss += sampled.TakeStep(TrainingBatches.Body(4), TrainingBatches.LossWeights, learningRate: 0, seed).Total / Steps;
            float[] gradient = TrainingBatches.Flat(sampled.CopyGradients());
            single.Add(TrainingBatches.RelativeDistance(full, [.. gradient.Select(value => (double)value)]));
            for (int i = 0; i < mean.Length; i++)
            {
                mean[i] += gradient[i] / (double)Steps;
            }
        }

        double distance = TrainingBatches.RelativeDistance(full, mean);
        Assert.Equal(fullLoss.Total, meanLoss, 0.1 * fullLoss.Total);
        // Independent errors shrink with the root of their number, to 0.41 here.
        Assert.True(distance < 0.6 * single.Average(), $"{Steps} steps are {distance} away, one is {single.Average()}");
    }

    [Fact]
    public void Draws_depend_on_the_seed_and_on_the_place_in_the_batch_and_on_nothing_else()
    {
        var sampling = new TileSampling(Ellipse, 0.3, 0.1);
        using IBodyTrainer trainer = TrainingBatches.OpenBody(sampling);
        BodyExample example = TrainingBatches.Body(1)[0];
        BodyLoss Draw(ulong seed, int count) => trainer.TakeStep(Enumerable.Repeat(example, count).ToArray(), TrainingBatches.LossWeights, 0, seed);

        BodyLoss first = Draw(1, 1);
        BodyLoss second = Draw(2, 1);
        BodyLoss pair = Draw(1, 2);
        Assert.Equal(first, Draw(1, 1));
        Assert.NotEqual(first.Total, second.Total);
        Assert.NotEqual(first.Total, pair.Total, 1e-4);
    }

    [Fact]
    public void A_draw_without_any_block_is_a_step_without_gradient()
    {
        using IBodyTrainer trainer = TrainingBatches.OpenBody(new TileSampling(Ellipse, TrainingBatches.Never, TrainingBatches.Never));
        BodyLoss loss = trainer.TakeStep(TrainingBatches.Body(2), TrainingBatches.LossWeights, 1e-4, samplingSeed: 1);
        Assert.Equal(0, loss.Total);
        Assert.All(TrainingBatches.Flat(trainer.CopyGradients()), value => Assert.Equal(0f, value));
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1.01, 0.5)]
    [InlineData(0.5, double.NaN)]
    public void Impossible_probabilities_are_refused(double inside, double outside) =>
        Assert.Throws<ArgumentException>(() => TrainingBatches.OpenBody(new TileSampling(Ellipse, inside, outside)));

    private static (BodyLoss Loss, float[] Gradient) Step(TileSampling? sampling)
    {
        using IBodyTrainer trainer = TrainingBatches.OpenBody(sampling);
        BodyLoss loss = trainer.TakeStep(TrainingBatches.Body(2), TrainingBatches.LossWeights, 0, samplingSeed: 1);
        return (loss, TrainingBatches.Flat(trainer.CopyGradients()));
    }
}
