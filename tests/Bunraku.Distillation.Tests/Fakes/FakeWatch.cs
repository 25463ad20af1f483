using Bunraku.Core.Checkpoints;
using Bunraku.Distillation.Runs;
using Bunraku.Distillation.Training;

namespace Bunraku.Distillation.Tests.Fakes;

/// <summary>Publishes the character at every checkpoint and counts snapshots, and does nothing else.</summary>
internal sealed class FakeWatch(WatchRequest request) : ITrainingWatch
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

    public int Snapshots { get; private set; }

    public void Snapshot(TrainingState state) => Snapshots++;

    public void Checkpoint(TrainingState state, CancellationToken stop)
    {
        if (request.Plan.Network == NetworkRun.Face)
        {
            request.Student.Face = state.Weights;
        }
        else
        {
            request.Student.Body = state.Weights;
        }

        request.Student.Publish();
    }

    public void Dispose()
    {
    }
}
