namespace Bunraku.Mocap.Sources.Decoding;

/// <summary>Bounds the weights that a tracker sends.</summary>
internal static class TrackedWeights
{
    /// <summary>A thousand times fully moved. No tracker means more, and a number such as 1e300 would upset everything behind the decoder.</summary>
    public const double Largest = 1000;

    /// <summary>Clamps the weights to plus and minus <see cref="Largest"/>.</summary>
    public static void Limit(Span<double> weights)
    {
        foreach (ref double weight in weights)
        {
            weight = Math.Clamp(weight, -Largest, Largest);
        }
    }
}
