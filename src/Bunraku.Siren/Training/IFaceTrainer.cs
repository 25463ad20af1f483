namespace Bunraku.Siren.Training;

/// <summary>A face network in training.</summary>
public interface IFaceTrainer : IStudentTrainer
{
    /// <summary>One step: loss, gradient, optimizer.</summary>
    /// <param name="batch">1 to 8 examples.</param>
    /// <param name="learningRate">The learning rate of this step.</param>
    /// <param name="samplingSeed">What the drawing of pixels depends on, in addition to the place in the batch; not used without sampling.</param>
    /// <returns>The loss before the step; with sampling, its unbiased estimate.</returns>
    FaceLoss TakeStep(IReadOnlyList<FaceExample> batch, double learningRate, ulong samplingSeed = 0);
}
