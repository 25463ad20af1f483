using Bunraku.Core.Characters;

namespace Bunraku.Core.Teachers;

/// <summary>The spread of every tensor of the two student networks around 0.</summary>
internal static class StudentRules
{
    private const double LastLayer = 0.05;

    /// <param name="layer">A layer of a student.</param>
    /// <param name="isFirst">Whether it is the network's first.</param>
    public static double WeightScale(LayerSpec layer, bool isFirst) => layer.IsSine
        ? isFirst ? 1.0 / layer.Inputs : Math.Sqrt(6.0 / layer.Inputs) / StudentNetworks.Omega0
        : LastLayer;

    public static double BiasScale(LayerSpec layer) => layer.IsSine ? 1 / Math.Sqrt(layer.Inputs) : LastLayer;
}
