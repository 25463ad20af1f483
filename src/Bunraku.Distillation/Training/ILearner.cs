using Bunraku.Core.Posing;
using Bunraku.Distillation.Schedules;
using Bunraku.Distillation.Teachers;
using Bunraku.Siren.Training;

namespace Bunraku.Distillation.Training;

/// <summary>One of the two networks while it learns: what it asks a teacher for, and what it makes of a batch.</summary>
internal interface ILearner : IDisposable
{
    /// <summary>The network with its optimizer.</summary>
    IStudentTrainer Trainer { get; }

    /// <summary>A frame that asks a teacher for what this network learns from.</summary>
    PosedFrame CreateFrame();

    /// <summary>One step.</summary>
    /// <param name="batch">The examples.</param>
    /// <param name="phase">The phase of the schedule.</param>
    /// <param name="learningRate">The learning rate.</param>
    /// <param name="seen">Examples seen before the step.</param>
    StepLoss TakeStep(TeacherBatch batch, LearningPhase phase, double learningRate, long seen);
}
