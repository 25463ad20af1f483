using Bunraku.Core.Checkpoints;
using Bunraku.Distillation.Runs;

namespace Bunraku.Distillation.Training;

/// <summary>Shows nothing: another process shows how the training goes.</summary>
internal sealed class NoWatch : ITrainingWatch
{
    public void Begin(long seen)
    {
    }

    public void Step(long seen, double learningRate, StepLoss loss)
    {
    }

    public void Sample(long seen, StateDict weights)
    {
    }

    public void Snapshot(TrainingState state)
    {
    }

    public void Checkpoint(TrainingState state, CancellationToken stop)
    {
    }

    public void Dispose()
    {
    }
}
