using System.Text.Json;
using Bunraku.Core.Checkpoints;

namespace Bunraku.TestSupport;

/// <summary>One golden training step, with the tolerances that the golden folder's README gives a float32 implementation.</summary>
/// <param name="LearningRate">The learning rate of the step.</param>
/// <param name="Loss">The loss terms before the step, weights applied, under the original's log names.</param>
/// <param name="Tensors">What was kept of each tensor, under its key.</param>
public sealed record TrainingGoldenStep(
    double LearningRate, IReadOnlyDictionary<string, double> Loss, IReadOnlyDictionary<string, TrainingGoldenTensor> Tensors)
{
    private const double LossTolerance = 3e-5;
    private const double NormTolerance = 3e-6;
    private const double FirstTolerance = 0.01;
    private const double GradientNormTolerance = 1.5e-3;
    private const double GradientFirstTolerance = 1e-2;
    private const double GradientFirstShare = 1e-4;

    /// <summary>Fails unless a loss term agrees.</summary>
    /// <param name="name">The original's log name, for example <c>training_module_loss</c>.</param>
    /// <param name="actual">The loss before the step.</param>
    public void AssertLoss(string name, double actual) => AssertClose(name, Loss[name], actual, LossTolerance * Loss[name]);

    /// <summary>Fails unless the gradients that the step used agree.</summary>
    public void AssertGradients(StateDict gradients)
    {
        foreach ((string key, TrainingGoldenTensor tensor) in Tensors)
        {
            float[] values = gradients[key].Values;
            AssertClose($"norm of the gradient of {key}", tensor.GradientNorm, Norm(values), GradientNormTolerance * tensor.GradientNorm);
            for (int i = 0; i < tensor.GradientFirst.Count; i++)
            {
                double tolerance = Math.Max(GradientFirstTolerance * Math.Abs(tensor.GradientFirst[i]), GradientFirstShare * tensor.GradientNorm);
                AssertClose($"gradient {i} of {key}", tensor.GradientFirst[i], values[i], tolerance);
            }
        }
    }

    /// <summary>Fails unless the weights after the step agree.</summary>
    public void AssertWeights(StateDict weights)
    {
        foreach ((string key, TrainingGoldenTensor tensor) in Tensors)
        {
            float[] values = weights[key].Values;
            AssertClose($"norm of {key}", tensor.NormAfter, Norm(values), NormTolerance * tensor.NormAfter);
            for (int i = 0; i < tensor.FirstAfter.Count; i++)
            {
                double ulp = MathF.BitIncrement(MathF.Abs(values[i])) - MathF.Abs(values[i]);
                AssertClose($"value {i} of {key}", tensor.FirstAfter[i], values[i], (FirstTolerance * LearningRate) + ulp);
            }
        }
    }

    internal static TrainingGoldenStep Read(JsonElement step) => new(
        step.GetProperty("learning_rate").GetDouble(),
        step.GetProperty("log").EnumerateObject().ToDictionary(term => term.Name, term => term.Value.GetDouble()),
        step.GetProperty("parameters").EnumerateObject().ToDictionary(tensor => tensor.Name, tensor => TrainingGoldenTensor.Read(tensor.Value)));

    private static double Norm(float[] values) => Math.Sqrt(values.Sum(value => (double)value * value));

    private static void AssertClose(string what, double expected, double actual, double tolerance) =>
        Xunit.Assert.True(Math.Abs(expected - actual) <= tolerance, $"{what} is {actual:g9}, not {expected:g9} within {tolerance:g3}");
}
