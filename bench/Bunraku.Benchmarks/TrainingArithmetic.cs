using Bunraku.Core.Characters;

namespace Bunraku.Benchmarks;

/// <summary>
/// The multiply-adds that a step cannot do without: every matrix once forward, once for the gradient of its input and once for that of its
/// weights. What the engine folds away is not counted: the columns of position and pose, and the feature columns of a level at the resolution above theirs.
/// </summary>
internal static class TrainingArithmetic
{
    private const double OperationsPerWeight = 3 * 2;

    /// <summary>10^9 floating-point operations of a step of one example of the face network.</summary>
    public static double FaceGflop { get; } = OperationsPerWeight * 1e-9 * (128 * 128) * StudentNetworks.Face.Skip(1).Sum(layer => (double)layer.Outputs * layer.Inputs);

    /// <summary>The same of the body network.</summary>
    public static double BodyGflop { get; } = OperationsPerWeight * 1e-9 * StudentNetworks.Body.Select(Multiplications).Sum();

    private static double Multiplications(LayerSpec layer, int index)
    {
        int level = Math.Min(index / 3, 2);
        bool isFirstOfLevel = index % 3 == 0 && index < 9;
        double pixels = Math.Pow(128 << level, 2);
        return !isFirstOfLevel ? pixels * layer.Outputs * layer.Inputs
            : level == 0 ? 0
            : pixels / 4 * layer.Outputs * StudentNetworks.Body[index - 1].Outputs;
    }
}
