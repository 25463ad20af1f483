using Bunraku.Core.Posing;
using Bunraku.Distillation.Schedules;
using Bunraku.Distillation.Teachers;
using Bunraku.Siren.Training;

namespace Bunraku.Distillation.Training;

/// <summary>The face network learns the teacher's face crop.</summary>
internal sealed class FaceLearner(IFaceTrainer trainer) : ILearner
{
    public IStudentTrainer Trainer => trainer;

    public PosedFrame CreateFrame() => PosedFrame.FaceOnly();

    public StepLoss TakeStep(TeacherBatch batch, LearningPhase phase, double learningRate, long seen) =>
        new(trainer.TakeStep([.. batch.Poses.Zip(batch.Frames, (pose, frame) => new FaceExample(pose, frame.Face))], learningRate));

    public void Dispose() => trainer.Dispose();
}
