using Bunraku.Core.Characters;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Errors;
using Bunraku.Siren.Support;
using Bunraku.Siren.Training;

namespace Bunraku.Siren.Tests.Training;

[Trait("Category", "Slow")]
public sealed class TrainerTests
{
    private static readonly SupportMask Spot = TrainingBatches.Mask((row, column) => row is 4 or 5 && column is 7);
    private static readonly TileSampling Sparse = new(Spot, 0.8, 0.02);
    private static readonly Lazy<float[]> ExpectedFace = new(() => FaceGradient(null));
    private static readonly Lazy<float[]> ExpectedBody = new(() => BodyGradient(null));

    [Fact]
    public void Ten_face_steps_equal_five_and_five_more_of_a_reopened_trainer()
    {
        FaceExample[] batch = TrainingBatches.Face(2);
        using var backend = new SimdTrainingBackend();
        using IFaceTrainer straight = TrainingBatches.OpenFace();
        using IFaceTrainer first = TrainingBatches.OpenFace();
        var losses = new List<FaceLoss>();
        for (int step = 0; step < 10; step++)
        {
            losses.Add(straight.TakeStep(batch, 1e-4));
        }

        for (int step = 0; step < 5; step++)
        {
            Assert.Equal(losses[step], first.TakeStep(batch, 1e-4));
        }

        using IFaceTrainer second = backend.OpenFace(first.CopyWeights(), first.CopyOptimizer(), TrainingBatches.FaceMask);
        for (int step = 5; step < 10; step++)
        {
            Assert.Equal(losses[step], second.TakeStep(batch, 1e-4));
        }

        AssertEqualState(straight, second, steps: 10);
        Assert.True(losses[^1].Total < losses[0].Total);
    }

    [Fact]
    public void Ten_sampled_body_steps_equal_five_and_five_more_of_a_reopened_trainer()
    {
        BodyExample[] batch = TrainingBatches.Body(2);
        using var backend = new SimdTrainingBackend();
        using IBodyTrainer straight = TrainingBatches.OpenBody(Sparse);
        using IBodyTrainer first = TrainingBatches.OpenBody(Sparse);
        for (ulong step = 0; step < 10; step++)
        {
            straight.TakeStep(batch, TrainingBatches.LossWeights, 1e-4, step);
        }

        for (ulong step = 0; step < 5; step++)
        {
            first.TakeStep(batch, TrainingBatches.LossWeights, 1e-4, step);
        }

        using IBodyTrainer second = backend.OpenBody(first.CopyWeights(), first.CopyOptimizer(), Sparse);
        for (ulong step = 5; step < 10; step++)
        {
            second.TakeStep(batch, TrainingBatches.LossWeights, 1e-4, step);
        }

        AssertEqualState(straight, second, steps: 10);
    }

    [Fact]
    public void The_number_of_threads_changes_no_bit()
    {
        int[] threads = [1, 2, 3, 5];
        float[][] faces = [.. threads.Select(count => FaceWeights(new SimdTrainingOptions { Threads = count }))];
        float[][] bodies = [.. threads.Select(count => BodyWeights(new SimdTrainingOptions { Threads = count }))];
        Assert.All(faces, weights => Assert.Equal(faces[0], weights));
        Assert.All(bodies, weights => Assert.Equal(bodies[0], weights));
    }

    [Theory]
    [ClassData(typeof(SimdWidthData))]
    [Trait("Category", SimdLevelTests.Kernels)]
    public void Every_width_finds_the_same_body_gradient(SimdWidth width) => AssertSameGradient(ExpectedBody.Value, BodyGradient(width), 2e-3);

    [Theory]
    [ClassData(typeof(SimdWidthData))]
    public void Every_width_finds_the_same_face_gradient(SimdWidth width) => AssertSameGradient(ExpectedFace.Value, FaceGradient(width), 1e-4);

    [Fact]
    public void Batches_of_changing_sizes_do_not_disturb_each_other()
    {
        using IBodyTrainer trainer = TrainingBatches.OpenBody(Sparse);
        for (int step = 0; step < 12; step++)
        {
            int size = (step * 3 % 4) + 1;
            BodyLoss loss = trainer.TakeStep(TrainingBatches.Body(size), TrainingBatches.LossWeights, 0, samplingSeed: 7);
            Assert.True(double.IsFinite(loss.Total));
        }
    }

    [Fact]
    public void A_warm_step_allocates_next_to_nothing()
    {
        using IFaceTrainer face = TrainingBatches.OpenFace();
        using IBodyTrainer body = TrainingBatches.OpenBody(Sparse);
        FaceExample[] faceBatch = TrainingBatches.Face(1);
        BodyExample[] bodyBatch = TrainingBatches.Body(2);
        for (int step = 0; step < 3; step++)
        {
            face.TakeStep(faceBatch, 1e-4);
            body.TakeStep(bodyBatch, TrainingBatches.LossWeights, 1e-4, 1);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        face.TakeStep(faceBatch, 1e-4);
        body.TakeStep(bodyBatch, TrainingBatches.LossWeights, 1e-4, 1);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1024);
    }

    [Fact]
    public void Arguments_beyond_the_fast_sine_are_still_right()
    {
        // With such biases every argument is an even number of half turns in float32, whose sine is 0: as if those channels were not there.
        const int Channels = 16;
        StateDict huge = RandomCharacter.Create(11).Weights.Face, without = RandomCharacter.Create(11).Weights.Face;
        float[] bias = huge[StudentNetworks.Face[1].KeyPrefix + ".bias"].Values;
        float[] next = without[StudentNetworks.Face[2].KeyPrefix + ".weight"].Values;
        for (int channel = 0; channel < Channels; channel++)
        {
            bias[channel] = 2.6e6f + (channel * 0.75f);
            for (int row = 0; row < StudentNetworks.Face[2].Outputs; row++)
            {
                next[(row * StudentNetworks.Face[2].Inputs) + channel] = 0f;
            }
        }

        using var backend = new SimdTrainingBackend();
        using IFaceTrainer actual = backend.OpenFace(huge, AdamState.NewFor(huge), TrainingBatches.FaceMask);
        using IFaceTrainer expected = backend.OpenFace(without, AdamState.NewFor(without), TrainingBatches.FaceMask);
        FaceExample[] batch = TrainingBatches.Face(1);
        Assert.Equal(expected.TakeStep(batch, 0).Total, actual.TakeStep(batch, 0).Total, 1e-6);
        string key = StudentNetworks.Face[^1].KeyPrefix + ".weight";
        AssertSameGradient(expected.CopyGradients()[key].Values, actual.CopyGradients()[key].Values, 1e-4);
        Assert.All(TrainingBatches.Flat(actual.CopyGradients()), value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void A_batch_or_array_of_the_wrong_size_is_refused()
    {
        using IFaceTrainer trainer = TrainingBatches.OpenFace();
        FaceExample example = TrainingBatches.Face(1)[0];
        Assert.Throws<ArgumentException>(() => trainer.TakeStep([], 1e-4));
        Assert.Throws<ArgumentException>(() => trainer.TakeStep(Enumerable.Repeat(example, 257).ToArray(), 1e-4));
        Assert.Throws<ArgumentException>(() => trainer.TakeStep([example with { Target = new float[7] }], 1e-4));
    }

    [Fact]
    public void Weights_of_another_network_are_refused_with_the_missing_key()
    {
        using var backend = new SimdTrainingBackend();
        StateDict body = TrainingBatches.Character.Weights.Body;
        var failure = Assert.Throws<ArgumentException>(() => backend.OpenFace(body, AdamState.NewFor(body), TrainingBatches.FaceMask));
        Assert.Contains("siren.sine_layers.0.linear.weight", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1025)]
    public void An_impossible_number_of_threads_is_refused(int threads) =>
        Assert.Throws<BadInputException>(() => new SimdTrainingBackend(new SimdTrainingOptions { Threads = threads }));

    private static void AssertSameGradient(float[] expected, float[] actual, double tolerance) =>
        Assert.InRange(TrainingBatches.RelativeDistance(expected, [.. actual.Select(value => (double)value)]), 0, tolerance);

    private static void AssertEqualState(IStudentTrainer expected, IStudentTrainer actual, long steps)
    {
        AdamState first = expected.CopyOptimizer(), second = actual.CopyOptimizer();
        Assert.Equal(steps, second.Steps);
        Assert.Equal(TrainingBatches.Flat(expected.CopyWeights()), TrainingBatches.Flat(actual.CopyWeights()));
        Assert.Equal(TrainingBatches.Flat(first.First), TrainingBatches.Flat(second.First));
        Assert.Equal(TrainingBatches.Flat(first.Second), TrainingBatches.Flat(second.Second));
    }

    private static float[] FaceWeights(SimdTrainingOptions options)
    {
        using IFaceTrainer trainer = TrainingBatches.OpenFace(options);
        trainer.TakeStep(TrainingBatches.Face(3), 1e-4);
        trainer.TakeStep(TrainingBatches.Face(3), 1e-4);
        return TrainingBatches.Flat(trainer.CopyWeights());
    }

    private static float[] BodyWeights(SimdTrainingOptions options)
    {
        using IBodyTrainer trainer = TrainingBatches.OpenBody(Sparse, options);
        trainer.TakeStep(TrainingBatches.Body(2), TrainingBatches.LossWeights, 1e-4, 1);
        trainer.TakeStep(TrainingBatches.Body(2), TrainingBatches.LossWeights, 1e-4, 2);
        return TrainingBatches.Flat(trainer.CopyWeights());
    }

    private static float[] FaceGradient(SimdWidth? width)
    {
        using IFaceTrainer trainer = TrainingBatches.OpenFace(new SimdTrainingOptions { Simd = width });
        trainer.TakeStep(TrainingBatches.Face(1), 0);
        return TrainingBatches.Flat(trainer.CopyGradients());
    }

    private static float[] BodyGradient(SimdWidth? width)
    {
        using IBodyTrainer trainer = TrainingBatches.OpenBody(Sparse, new SimdTrainingOptions { Simd = width });
        trainer.TakeStep(TrainingBatches.Body(1), TrainingBatches.LossWeights, 0, 1);
        return TrainingBatches.Flat(trainer.CopyGradients());
    }
}
