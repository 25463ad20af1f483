namespace Bunraku.Siren.Training;

/// <summary>A face network in training.</summary>
public interface IFaceTrainer : IStudentTrainer
{
    /// <summary>One step: loss, gradient, Adam.</summary>
    /// <param name="batch">1 to 8 examples.</param>
    /// <param name="learningRate">Adam's learning rate for this step.</param>
    /// <returns>The loss before the step.</returns>
    FaceLoss TakeStep(IReadOnlyList<FaceExample> batch, double learningRate);
}
