using Bunraku.Core.Checkpoints;

namespace Bunraku.Siren.Training;

/// <summary>Something that can train the two student networks: the SIMD engine run backwards, or libtorch.</summary>
public interface ITrainingBackend : IDisposable
{
    /// <summary>What a user reads: <c>simd</c>, <c>torch (cpu)</c>, <c>torch (cuda)</c>.</summary>
    string Name { get; }

    /// <summary>Begins or goes on with the training of a face network.</summary>
    /// <param name="weights">Keys and shapes of the published face network; copied.</param>
    /// <param name="optimizer">Copied.</param>
    /// <param name="mask">[128, 128]: 1 where the error counts extra, else 0.</param>
    IFaceTrainer OpenFace(StateDict weights, AdamState optimizer, float[] mask);

    /// <summary>Begins or goes on with the training of a body network.</summary>
    /// <param name="weights">Keys and shapes of the published body network; copied.</param>
    /// <param name="optimizer">Copied.</param>
    /// <param name="sampling">Which part of each example is computed, or null for the exact full-frame gradient. libtorch always computes all.</param>
    IBodyTrainer OpenBody(StateDict weights, AdamState optimizer, TileSampling? sampling);
}

/// <summary>A network in training. One caller at a time.</summary>
public interface IStudentTrainer : IDisposable
{
    /// <summary>A copy of the weights as they are now.</summary>
    StateDict CopyWeights();

    /// <summary>A copy of Adam's state as it is now.</summary>
    AdamState CopyOptimizer();

    /// <summary>A copy of the gradients that the latest step used.</summary>
    StateDict CopyGradients();
}

/// <summary>A face network in training.</summary>
public interface IFaceTrainer : IStudentTrainer
{
    /// <summary>One step: loss, gradient, Adam.</summary>
    /// <param name="batch">1 to 8 examples.</param>
    /// <param name="learningRate">Adam's learning rate for this step.</param>
    /// <returns>The loss before the step.</returns>
    FaceLoss TakeStep(IReadOnlyList<FaceExample> batch, double learningRate);
}

/// <summary>A body network in training.</summary>
public interface IBodyTrainer : IStudentTrainer
{
    /// <summary>One step: loss, gradient, Adam.</summary>
    /// <param name="batch">1 to 8 examples.</param>
    /// <param name="weights">The weights of the loss terms.</param>
    /// <param name="learningRate">Adam's learning rate for this step.</param>
    /// <param name="samplingSeed">What the drawing of blocks depends on, beside the place in the batch; not used without sampling.</param>
    /// <returns>The loss before the step; with sampling, its unbiased estimate.</returns>
    BodyLoss TakeStep(IReadOnlyList<BodyExample> batch, BodyLossWeights weights, double learningRate, ulong samplingSeed);
}
