using Bunraku.Core.Checkpoints;

namespace Bunraku.Siren.Training;

/// <summary>A network in training. One caller at a time.</summary>
public interface IStudentTrainer : IDisposable
{
    /// <summary>A copy of the weights as they are now.</summary>
    StateDict CopyWeights();

    /// <summary>A copy of the optimizer's state as it is now.</summary>
    AdamState CopyOptimizer();

    /// <summary>A copy of the gradients that the latest step used.</summary>
    StateDict CopyGradients();
}
