namespace Bunraku.Conv.Maps;

/// <summary>
/// A rectifier as value * x + magnitude * |x|, which needs no comparison: (0.5, 0.5) is the ReLU, (0.55, 0.45) the leaky one of slope 0.1, and
/// (1, 0) changes nothing.
/// </summary>
/// <param name="Value">The factor of x.</param>
/// <param name="Magnitude">The factor of |x|.</param>
internal readonly record struct Rectifier(float Value, float Magnitude)
{
    public static Rectifier None { get; } = new(1f, 0f);

    public static Rectifier Relu { get; } = new(0.5f, 0.5f);

    public static Rectifier Leaky { get; } = new(0.55f, 0.45f);
}
