using System.Text.Json;

namespace Bunraku.TestSupport;

/// <summary>What was kept of one tensor in a golden training step.</summary>
/// <param name="NormAfter">The L2 norm after the step.</param>
/// <param name="FirstAfter">The first values after the step, row-major.</param>
/// <param name="GradientNorm">The L2 norm of the gradient that the step used.</param>
/// <param name="GradientFirst">Its first values.</param>
public sealed record TrainingGoldenTensor(
    double NormAfter, IReadOnlyList<double> FirstAfter, double GradientNorm, IReadOnlyList<double> GradientFirst)
{
    internal static TrainingGoldenTensor Read(JsonElement tensor) => new(
        tensor.GetProperty("l2_after").GetDouble(),
        Values(tensor, "first8_after"),
        tensor.GetProperty("grad_l2").GetDouble(),
        Values(tensor, "grad_first8"));

    private static double[] Values(JsonElement tensor, string name) => [.. tensor.GetProperty(name).EnumerateArray().Select(value => value.GetDouble())];
}
