using Bunraku.Core.Clusters;
using Bunraku.Core.Posing;
using Bunraku.Distillation.Configuration;
using Bunraku.Distillation.Poses;
using Bunraku.Distillation.Runs;
using Bunraku.Distillation.Schedules;
using Bunraku.Distillation.Teachers;
using Bunraku.Siren.Training;

namespace Bunraku.Distillation.Training;

/// <summary>The face network learns the teacher's face crop.</summary>
/// <param name="trainer">The network with its optimizer.</param>
/// <param name="seed">What the drawing of pixels depends on, with the number of examples seen.</param>
internal sealed class FaceLearner(IFaceTrainer trainer, ulong seed) : ILearner
{
    public IStudentTrainer Trainer => trainer;

    /// <summary>Opens a network for learning.</summary>
    /// <param name="backend">What computes.</param>
    /// <param name="state">The network.</param>
    /// <param name="mask">[128, 128]: the face mask.</param>
    /// <param name="probabilities">Which pixels are computed; null for all.</param>
    /// <param name="seed">What the drawing of pixels depends on.</param>
    public static FaceLearner Open(ITrainingBackend backend, TrainingState state, float[] mask, TileProbabilities? probabilities, ulong seed)
    {
        FaceSampling? sampling = probabilities is null ? null : new FaceSampling(probabilities.FaceMask, probabilities.FaceRest);
        return new FaceLearner(backend.OpenFace(state.Weights, state.Optimizer, mask, sampling), seed);
    }

    public PosedFrame CreateFrame() => PosedFrame.FaceOnly();

    public StepLoss ComputeGradient(TeacherBatch batch, BatchPart part, LearningPhase phase, long seen)
    {
        ulong samplingSeed = new CounterRandom(~seed, (ulong)seen).NextBits();
        return new(trainer.ComputeGradient([.. batch.Poses.Zip(batch.Frames, (pose, frame) => new FaceExample(pose, frame.Face))], part, samplingSeed));
    }

    public void Dispose() => trainer.Dispose();
}
