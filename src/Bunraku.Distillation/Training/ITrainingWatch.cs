using Bunraku.Core.Checkpoints;
using Bunraku.Distillation.Runs;

namespace Bunraku.Distillation.Training;

/// <summary>What is shown of the training of one network on its way: the log, the sample pictures, the quality, the character so far.</summary>
internal interface ITrainingWatch : IDisposable
{
    /// <summary>The training begins or continues.</summary>
    void Begin(long seen);

    /// <summary>A step was taken.</summary>
    /// <param name="seen">Examples seen before it.</param>
    /// <param name="learningRate">Its learning rate.</param>
    /// <param name="loss">Its loss.</param>
    void Step(long seen, double learningRate, StepLoss loss);

    /// <summary>A sample picture is due.</summary>
    void Sample(long seen, StateDict weights);

    /// <summary>A snapshot was saved.</summary>
    void Snapshot(TrainingState state);

    /// <summary>A checkpoint was saved.</summary>
    void Checkpoint(TrainingState state, CancellationToken stop);
}
