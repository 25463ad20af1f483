using Bunraku.Core.Clusters;

namespace Bunraku.Siren.Training;

/// <summary>A body network in training.</summary>
public interface IBodyTrainer : IStudentTrainer
{
    /// <summary>Computes the gradient of a part of a batch; the weights stay.</summary>
    /// <param name="examples">The examples of the part.</param>
    /// <param name="part">Which examples of the batch they are.</param>
    /// <param name="weights">The weights of the loss terms.</param>
    /// <param name="samplingSeed">What the drawing of blocks depends on, in addition to the place in the batch; not used without sampling.</param>
    /// <returns>What the part adds to the loss of the batch; with sampling, its unbiased estimate.</returns>
    /// <exception cref="ArgumentException">The part or an array has the wrong size.</exception>
    BodyLoss ComputeGradient(IReadOnlyList<BodyExample> examples, BatchPart part, BodyLossWeights weights, ulong samplingSeed);

    /// <summary>One step: loss, gradient, optimizer.</summary>
    /// <param name="batch">1 to 256 examples.</param>
    /// <param name="weights">The weights of the loss terms.</param>
    /// <param name="learningRate">The learning rate of this step.</param>
    /// <param name="samplingSeed">What the drawing of blocks depends on, in addition to the place in the batch; not used without sampling.</param>
    /// <returns>The loss before the step; with sampling, its unbiased estimate.</returns>
    BodyLoss TakeStep(IReadOnlyList<BodyExample> batch, BodyLossWeights weights, double learningRate, ulong samplingSeed)
    {
        BodyLoss loss = ComputeGradient(batch, BatchPart.Whole(batch.Count), weights, samplingSeed);
        Apply(learningRate);
        return loss;
    }
}
