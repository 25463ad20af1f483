using Bunraku.Siren.Training;

namespace Bunraku.Siren.Tests.Training;

public sealed class FaceSamplingTests
{
    [Fact]
    public void Probability_one_is_the_full_gradient_bit_for_bit()
    {
        (FaceLoss loss, float[] gradient) = Step(sampling: null, seed: 0);
        (FaceLoss sampledLoss, float[] sampled) = Step(new FaceSampling(1, 1), seed: 5);
        Assert.Equal(loss, sampledLoss);
        Assert.Equal(gradient, sampled);
    }

    [Fact]
    public void Gradients_of_mask_and_rest_add_up_to_the_full_one()
    {
        (FaceLoss fullLoss, float[] full) = Step(sampling: null, seed: 1);
        (FaceLoss maskLoss, float[] ofMask) = Step(new FaceSampling(1, TrainingBatches.Never), seed: 1);
        (FaceLoss restLoss, float[] ofRest) = Step(new FaceSampling(TrainingBatches.Never, 1), seed: 1);
        Assert.Equal(fullLoss.Total, maskLoss.Total + restLoss.Total, 1e-6 * fullLoss.Total);
        Assert.Equal(fullLoss.EyeMouth, maskLoss.EyeMouth, 1e-6 * fullLoss.Total);
        Assert.Equal(0, restLoss.EyeMouth);
        Assert.InRange(TrainingBatches.RelativeDistance(full, [.. ofMask.Zip(ofRest, (a, b) => (double)a + b)]), 0, 2e-5);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void The_mean_over_many_draws_approaches_the_full_gradient()
    {
        const int Steps = 48;
        (FaceLoss fullLoss, float[] full) = Step(sampling: null, seed: 0);
        using IFaceTrainer trainer = Open(new FaceSampling(0.3, 0.15));
        var distances = new List<double>();
        double[] mean = new double[full.Length];
        double meanLoss = 0;
        for (ulong seed = 1; seed <= Steps; seed++)
        {
            (FaceLoss loss, float[] gradient) = Step(trainer, seed);
            distances.Add(TrainingBatches.RelativeDistance(full, [.. gradient.Select(value => (double)value)]));
            meanLoss += loss.Total / Steps;
            for (int i = 0; i < mean.Length; i++)
            {
                mean[i] += gradient[i] / (double)Steps;
            }
        }

        Assert.Equal(fullLoss.Total, meanLoss, 0.05 * fullLoss.Total);
        // Independent errors shrink with the root of their number, to 0.14 here.
        Assert.InRange(TrainingBatches.RelativeDistance(full, mean), 0, 0.3 * distances.Average());
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(0.5, 1.01)]
    [InlineData(double.NaN, 0.5)]
    public void Impossible_probabilities_are_refused(double mask, double rest) => Assert.Throws<ArgumentException>(() => Step(new FaceSampling(mask, rest), 0));

    private static IFaceTrainer Open(FaceSampling? sampling)
    {
        using var backend = new SimdTrainingBackend();
        return backend.OpenFace(TrainingBatches.Character.Weights.Face, AdamState.NewFor(TrainingBatches.Character.Weights.Face), TrainingBatches.FaceMask, sampling);
    }

    private static (FaceLoss Loss, float[] Gradient) Step(FaceSampling? sampling, ulong seed)
    {
        using IFaceTrainer trainer = Open(sampling);
        return Step(trainer, seed);
    }

    /// <summary>A learning rate of 0 leaves the weights as they are.</summary>
    private static (FaceLoss Loss, float[] Gradient) Step(IFaceTrainer trainer, ulong seed)
    {
        FaceLoss loss = trainer.TakeStep(TrainingBatches.Face(2), learningRate: 0, seed);
        return (loss, TrainingBatches.Flat(trainer.CopyGradients()));
    }
}
