using Bunraku.Core.Clusters;
using Bunraku.Distillation.Clusters;
using Bunraku.Distillation.Runs;
using Bunraku.Siren.Training;

namespace Bunraku.Distillation.Training;

/// <summary>What the processes of a training do together in each step: they add up the gradients of their parts, and tell each other loss, time and whether to stop.</summary>
/// <param name="cluster">The processes.</param>
/// <param name="hosts">Their machines, by rank.</param>
/// <param name="part">What this process computes of each batch.</param>
/// <param name="trainer">The network.</param>
internal sealed class SharedStep(ICollective cluster, IReadOnlyList<string> hosts, BatchPart part, IStudentTrainer trainer)
{
    /// <summary>How much a new step counts in the mean time.</summary>
    private const double NewShare = 0.02;

    private readonly double[] _seconds = new double[cluster.Size];
    private float[] _sums = [];
    private float[] _total = [];

    /// <summary>What this process computes of each batch.</summary>
    public BatchPart Part => part;

    /// <summary>The processes with their times; null for a single one.</summary>
    public IReadOnlyList<ProcessStatus>? Processes => cluster.Size == 1 ? null : [.. hosts.Zip(_seconds, (host, seconds) => new ProcessStatus(host, seconds))];

    /// <summary>Whether any process wants no further step.</summary>
    public bool IsOver(bool own) => cluster.Size == 1 ? own : cluster.Gather([own ? (byte)1 : (byte)0]).Any(other => other[0] != 0);

    /// <summary>Updates the weights with the gradient of the whole batch.</summary>
    public void Apply(double learningRate)
    {
        if (cluster.Size > 1)
        {
            AddUp();
        }

        trainer.Apply(learningRate);
    }

    /// <summary>Tells the others, and learns from them.</summary>
    /// <param name="loss">What the part adds to the loss of the batch.</param>
    /// <param name="took">How long this process computed.</param>
    /// <param name="isOver">Whether it wants no further step.</param>
    /// <returns>The loss of the batch, and whether any process wants no further step.</returns>
    public (StepLoss Loss, bool IsOver) Report(StepLoss loss, TimeSpan took, bool isOver)
    {
        if (cluster.Size == 1)
        {
            return (loss, isOver);
        }

        var own = new StepReport(isOver, took.TotalSeconds, loss.Face, loss.Body);
        StepReport[] all = [.. cluster.Gather(own.Encode()).Select(message => own.DecodeOther(message))];
        for (int rank = 0; rank < all.Length; rank++)
        {
            _seconds[rank] = _seconds[rank] == 0 ? all[rank].Seconds : _seconds[rank] + (NewShare * (all[rank].Seconds - _seconds[rank]));
        }

        StepLoss total = loss.Face is not null
            ? new StepLoss(new FaceLoss(all.Sum(report => report.Face!.Full), all.Sum(report => report.Face!.EyeMouth)))
            : new StepLoss(new BodyLoss(
                all.Sum(report => report.Body!.Blended),
                all.Sum(report => report.Body!.Warped),
                all.Sum(report => report.Body!.GridChange),
                all.Sum(report => report.Body!.ColorChange)));
        return (total, all.Any(report => report.IsOver));
    }

    private void AddUp()
    {
        int floats = trainer.GradientFloats, nodes = SumTree.NodesOf(part).Length;
        if (_total.Length == 0)
        {
            (_total, _sums) = (new float[floats], new float[nodes * floats]);
        }

        trainer.CopySums(_sums);
        cluster.SumInOrder(part.BatchSize, _sums, _total);
        trainer.SetGradient(_total);
    }
}
