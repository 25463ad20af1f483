using Bunraku.Core.Checkpoints;
using Bunraku.Core.Clusters;

namespace Bunraku.Siren.Training;

/// <summary>
/// A network in training. A step has two halves: the gradient of a batch, and the update of the weights. Several processes may share the first: each computes its part of
/// the batch, their sums are added in the order of <see cref="SumTree"/>, and each applies the result. One caller at a time.
/// </summary>
public interface IStudentTrainer : IDisposable
{
    /// <summary>The length of a gradient in floats; its layout is the trainer's own.</summary>
    int GradientFloats { get; }

    /// <summary>Copies the sums of the part that was computed last, one for each of <see cref="SumTree.NodesOf"/>.</summary>
    /// <param name="target">[nodes][<see cref="GradientFloats"/>].</param>
    void CopySums(Span<float> target);

    /// <summary>Sets the gradient that the next update uses. Not needed where one process computed the whole batch.</summary>
    /// <param name="gradient">[<see cref="GradientFloats"/>].</param>
    void SetGradient(ReadOnlySpan<float> gradient);

    /// <summary>Updates the weights with the gradient of the whole batch.</summary>
    /// <param name="learningRate">The learning rate of this step.</param>
    void Apply(double learningRate);

    /// <summary>A copy of the weights as they are now.</summary>
    StateDict CopyWeights();

    /// <summary>A copy of the optimizer's state as it is now.</summary>
    AdamState CopyOptimizer();

    /// <summary>A copy of the gradients that the latest step used.</summary>
    StateDict CopyGradients();
}
