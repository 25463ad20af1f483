using Bunraku.Core.Clusters;
using Bunraku.Core.Posing;
using Bunraku.Distillation.Poses;
using Bunraku.Distillation.Schedules;
using Bunraku.Distillation.Teachers;
using Bunraku.Siren.Training;

namespace Bunraku.Distillation.Training;

/// <summary>The body network learns the teacher's picture, its warped picture and its grid change, from the picture with the teacher's face in it.</summary>
/// <param name="trainer">The network with its optimizer.</param>
/// <param name="seed">What the drawing of blocks depends on, with the number of examples seen.</param>
internal sealed class BodyLearner(IBodyTrainer trainer, ulong seed) : ILearner
{
    public IStudentTrainer Trainer => trainer;

    /// <summary>A frame that asks a teacher for what a body learns from.</summary>
    public static PosedFrame CreateBodyFrame() => new(FrameParts.Warped | FrameParts.GridChange | FrameParts.FaceMorphed);

    public PosedFrame CreateFrame() => CreateBodyFrame();

    public StepLoss ComputeGradient(TeacherBatch batch, BatchPart part, LearningPhase phase, long seen)
    {
        BodyExample[] examples = [.. batch.Poses.Zip(batch.Frames, (pose, frame) => new BodyExample(pose, frame.FaceMorphed, frame.Blended, frame.Warped, frame.GridChange))];
        ulong samplingSeed = new CounterRandom(~seed, (ulong)seen).NextBits();
        return new StepLoss(trainer.ComputeGradient(examples, part, phase.Weights!, samplingSeed));
    }

    public void Dispose() => trainer.Dispose();
}
