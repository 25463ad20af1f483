using Bunraku.Core.Checkpoints;
using Bunraku.Distillation.Runs;

namespace Bunraku.Distillation.Training;

/// <summary>Logs, draws, measures and publishes what a network learns.</summary>
internal sealed class TrainingWatch(WatchRequest request) : ITrainingWatch
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

    public void Checkpoint(TrainingState state, CancellationToken stop)
    {
        Adopt(state.Weights);
        request.Student.Publish();
    }

    public void Dispose()
    {
    }

    private void Adopt(StateDict weights)
    {
        if (request.Plan.Network == TrainedNetwork.Face)
        {
            request.Student.Face = weights;
        }
        else
        {
            request.Student.Body = weights;
        }
    }
}
