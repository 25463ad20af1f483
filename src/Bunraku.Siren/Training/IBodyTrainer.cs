namespace Bunraku.Siren.Training;

/// <summary>A body network in training.</summary>
public interface IBodyTrainer : IStudentTrainer
{
    /// <summary>One step: loss, gradient, optimizer.</summary>
    /// <param name="batch">1 to 8 examples.</param>
    /// <param name="weights">The weights of the loss terms.</param>
    /// <param name="learningRate">The learning rate of this step.</param>
    /// <param name="samplingSeed">What the drawing of blocks depends on, in addition to the place in the batch; not used without sampling.</param>
    /// <returns>The loss before the step; with sampling, its unbiased estimate.</returns>
    BodyLoss TakeStep(IReadOnlyList<BodyExample> batch, BodyLossWeights weights, double learningRate, ulong samplingSeed);
}
