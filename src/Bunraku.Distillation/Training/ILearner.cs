using Bunraku.Core.Clusters;
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

    /// <summary>Computes the gradient of a part of a batch.</summary>
    /// <param name="batch">The examples of the part.</param>
    /// <param name="part">Which examples of the batch they are.</param>
    /// <param name="phase">The phase of the schedule.</param>
    /// <param name="seen">Examples seen before the step.</param>
    /// <returns>What the part adds to the loss of the batch.</returns>
    StepLoss ComputeGradient(TeacherBatch batch, BatchPart part, LearningPhase phase, long seen);
}
