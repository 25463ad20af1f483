using Bunraku.Core.Characters;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Poses;
using Bunraku.Siren.Training;
using Bunraku.TestSupport;
using Bunraku.Torch.Training;

namespace Bunraku.Torch.Tests.Training;

public sealed class TorchTrainingTests : IDisposable
{
    private static readonly BodyLossWeights LossWeights = new(0.25, 0.25, 0.5, 2);

    private readonly ITrainingBackend _torch = new TorchTrainingBackendLoader().Open("cpu");

    public void Dispose() => _torch.Dispose();

    [Fact]
    [Trait("Category", SharedData.Golden)]
    public void Face_steps_equal_those_of_the_original()
    {
        foreach (TrainingGolden golden in TrainingGolden.ReadAll(face: true))
        {
            StateDict weights = golden.CreateWeights();
            using IFaceTrainer trainer = _torch.OpenFace(weights, AdamState.NewFor(weights), TrainingGoldenExamples.FaceMask());
            FaceExample[] batch = [.. TrainingGolden.ReadPoses().Select((pose, i) => new FaceExample(pose, TrainingGoldenExamples.FaceTarget(i)))];
            foreach (TrainingGoldenStep step in golden.Steps)
            {
                FaceLoss loss = trainer.TakeStep(batch, step.LearningRate);
                step.AssertLoss("training_module_full_loss", loss.Full);
                step.AssertLoss("training_module_eye_mouth_loss", loss.EyeMouth);
                step.AssertLoss("training_module_loss", loss.Total);
                step.AssertGradients(trainer.CopyGradients());
                step.AssertWeights(trainer.CopyWeights());
            }
        }
    }

    [Fact]
    [Trait("Category", SharedData.Golden)]
    public void Body_steps_equal_those_of_the_original()
    {
        BodyExample[] batch = [.. TrainingGolden.ReadPoses().Select(Example)];
        foreach (TrainingGolden golden in TrainingGolden.ReadAll(face: false))
        {
            StateDict weights = golden.CreateWeights();
            using IBodyTrainer trainer = _torch.OpenBody(weights, AdamState.NewFor(weights), sampling: null);
            (double blended, double warped, double gridChange, double colorChange) = golden.BodyLossWeights;
            foreach (TrainingGoldenStep step in golden.Steps)
            {
                BodyLoss loss = trainer.TakeStep(batch, new BodyLossWeights(blended, warped, gridChange, colorChange), step.LearningRate, samplingSeed: 0);
                step.AssertLoss("training_module_full_blended_loss", loss.Blended);
                step.AssertLoss("training_module_full_warped_loss", loss.Warped);
                step.AssertLoss("training_module_full_grid_change_loss", loss.GridChange);
                step.AssertLoss("training_module_full_color_change_loss", loss.ColorChange);
                step.AssertLoss("training_module_loss", loss.Total);
                step.AssertGradients(trainer.CopyGradients());
                step.AssertWeights(trainer.CopyWeights());
            }
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void The_engine_finds_the_same_face_gradient_on_random_networks(int seed)
    {
        StateDict weights = RandomStudent.Weights(StudentNetworks.FaceTensors, seed);
        FaceExample[] batch = [.. Enumerable.Range(0, 3).Select(i => new FaceExample(RandomStudent.Pose(seed + i), TrainingGoldenExamples.FaceTarget(i)))];
        using var simd = new SimdTrainingBackend();
        using IFaceTrainer expected = _torch.OpenFace(weights, AdamState.NewFor(weights), TrainingGoldenExamples.FaceMask());
        using IFaceTrainer actual = simd.OpenFace(weights, AdamState.NewFor(weights), TrainingGoldenExamples.FaceMask());

        FaceLoss expectedLoss = expected.TakeStep(batch, 1e-4), loss = actual.TakeStep(batch, 1e-4);

        Assert.Equal(expectedLoss.Full, loss.Full, expectedLoss.Full * 1e-5);
        Assert.Equal(expectedLoss.EyeMouth, loss.EyeMouth, expectedLoss.EyeMouth * 1e-5);
        RandomStudent.AssertClose(expected.CopyGradients(), actual.CopyGradients(), 1e-3);
    }

    [Fact]
    public void The_engine_finds_the_same_body_gradient_on_a_random_network()
    {
        StateDict weights = RandomStudent.Weights(StudentNetworks.BodyTensors, seed: 5);
        BodyExample[] batch = [Example(RandomStudent.Pose(1), 1)];
        using var simd = new SimdTrainingBackend();
        using IBodyTrainer expected = _torch.OpenBody(weights, AdamState.NewFor(weights), sampling: null);
        using IBodyTrainer actual = simd.OpenBody(weights, AdamState.NewFor(weights), sampling: null);

        BodyLoss expectedLoss = expected.TakeStep(batch, LossWeights, 1e-4, 0), loss = actual.TakeStep(batch, LossWeights, 1e-4, 0);

        Assert.Equal(expectedLoss.Total, loss.Total, expectedLoss.Total * 1e-5);
        RandomStudent.AssertClose(expected.CopyGradients(), actual.CopyGradients(), 5e-3);
    }

    [Fact]
    public void Four_face_steps_equal_two_and_two_more_of_a_reopened_trainer()
    {
        StateDict weights = RandomStudent.Weights(StudentNetworks.FaceTensors, seed: 6);
        FaceExample[] batch = [new FaceExample(RandomStudent.Pose(1), TrainingGoldenExamples.FaceTarget(1))];
        using IFaceTrainer straight = _torch.OpenFace(weights, AdamState.NewFor(weights), TrainingGoldenExamples.FaceMask());
        using IFaceTrainer first = _torch.OpenFace(weights, AdamState.NewFor(weights), TrainingGoldenExamples.FaceMask());
        for (int step = 0; step < 4; step++)
        {
            straight.TakeStep(batch, 1e-4);
        }

        first.TakeStep(batch, 1e-4);
        first.TakeStep(batch, 1e-4);
        using IFaceTrainer second = _torch.OpenFace(first.CopyWeights(), first.CopyOptimizer(), TrainingGoldenExamples.FaceMask());
        second.TakeStep(batch, 1e-4);
        second.TakeStep(batch, 1e-4);

        Assert.Equal(4, second.CopyOptimizer().Steps);
        RandomStudent.AssertClose(straight.CopyWeights(), second.CopyWeights(), 0);
        RandomStudent.AssertClose(straight.CopyOptimizer().Second, second.CopyOptimizer().Second, 0);
    }

    [Fact]
    public void A_batch_or_network_of_the_wrong_kind_is_refused()
    {
        StateDict body = RandomStudent.Weights(StudentNetworks.BodyTensors, seed: 7);
        StateDict face = RandomStudent.Weights(StudentNetworks.FaceTensors, seed: 7);
        using IFaceTrainer trainer = _torch.OpenFace(face, AdamState.NewFor(face), TrainingGoldenExamples.FaceMask());
        var example = new FaceExample(Pose.Rest, TrainingGoldenExamples.FaceTarget(0));

        Assert.Contains("siren.sine_layers.0", Assert.Throws<ArgumentException>(() => _torch.OpenFace(body, AdamState.NewFor(body), TrainingGoldenExamples.FaceMask())).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => trainer.TakeStep([], 1e-4));
        Assert.Throws<ArgumentException>(() => trainer.TakeStep([.. Enumerable.Repeat(example, 257)], 1e-4));
        Assert.ThrowsAny<ArgumentException>(() => trainer.TakeStep([example with { Target = new float[7] }], 1e-4));
    }

    [Fact]
    public void The_backend_says_where_it_computes() => Assert.Equal("torch (cpu)", _torch.Name);

    private static BodyExample Example(Pose pose, int example) => new(
        pose,
        TrainingGoldenExamples.BodyInput(example),
        TrainingGoldenExamples.BodyPosed(example),
        TrainingGoldenExamples.BodyWarped(example),
        TrainingGoldenExamples.BodyGridChange(example));
}
