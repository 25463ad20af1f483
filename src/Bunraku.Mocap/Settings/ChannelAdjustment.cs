namespace Bunraku.Mocap.Settings;

/// <summary>
/// How one channel of a face is adjusted. What lies within the dead zone around 0 becomes 0, and the rest is stretched or moved to meet it without a
/// step. The result is multiplied by the gain.
/// </summary>
/// <param name="Gain">The factor, 0 to 5; 1 changes nothing.</param>
/// <param name="DeadZone">The half width of the dead zone, 0 to 0.9: in weights, or in radians for a head angle.</param>
public readonly record struct ChannelAdjustment(double Gain, double DeadZone)
{
    /// <summary>The adjustment that changes nothing.</summary>
    public static ChannelAdjustment None { get; } = new(1, 0);

    /// <summary>Adjusts a blendshape weight: a weight of 1 stays 1 whatever the dead zone.</summary>
    public double ApplyToWeight(double weight) => Gain * Outside(weight) / (1 - DeadZone);

    /// <summary>Adjusts an angle in radians: beyond the dead zone it falls behind by the dead zone's width.</summary>
    public double ApplyToAngle(double angle) => Gain * Outside(angle);

    private double Outside(double value) => Math.CopySign(Math.Max(0, Math.Abs(value) - DeadZone), value);
}
