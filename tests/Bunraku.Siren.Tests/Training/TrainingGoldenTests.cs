using Bunraku.Core.Checkpoints;
using Bunraku.Core.Poses;
using Bunraku.Siren.Training;
using Bunraku.TestSupport;

namespace Bunraku.Siren.Tests.Training;

[Trait("Category", SharedData.Golden)]
[Trait("Category", "Slow")]
public sealed class TrainingGoldenTests
{
    [Fact]
    public void Face_steps_equal_those_of_the_original()
    {
        foreach (TrainingGolden golden in TrainingGolden.ReadAll(face: true))
        {
            StateDict weights = golden.CreateWeights();
            using var backend = new SimdTrainingBackend();
            using IFaceTrainer trainer = backend.OpenFace(weights, AdamState.NewFor(weights), TrainingGoldenExamples.FaceMask());
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
    public void Body_steps_equal_those_of_the_original()
    {
        BodyExample[] batch = [.. TrainingGolden.ReadPoses().Select(Example)];
        foreach (TrainingGolden golden in TrainingGolden.ReadAll(face: false))
        {
            StateDict weights = golden.CreateWeights();
            using var backend = new SimdTrainingBackend();
            using IBodyTrainer trainer = backend.OpenBody(weights, AdamState.NewFor(weights), sampling: null);
            (double blended, double warped, double gridChange, double colorChange) = golden.BodyLossWeights;
            var lossWeights = new BodyLossWeights(blended, warped, gridChange, colorChange);
            foreach (TrainingGoldenStep step in golden.Steps)
            {
                BodyLoss loss = trainer.TakeStep(batch, lossWeights, step.LearningRate, samplingSeed: 0);
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

    private static BodyExample Example(Pose pose, int example) => new(
        pose,
        TrainingGoldenExamples.BodyInput(example),
        TrainingGoldenExamples.BodyPosed(example),
        TrainingGoldenExamples.BodyWarped(example),
        TrainingGoldenExamples.BodyGridChange(example));
}
