namespace Bunraku.Mocap.Settings;

/// <summary>How one part of the face is smoothed by a One-Euro filter.</summary>
public sealed record OneEuroSettings
{
    /// <summary>Whether the part is smoothed at all; off, its values pass untouched.</summary>
    public bool IsEnabled { get; init; }

    /// <summary>The cutoff frequency of a still face, in hertz: lower is calmer, and slower to start moving.</summary>
    public required double MinimumCutoff { get; init; }

    /// <summary>How much the cutoff rises with speed, in hertz per unit per second (a unit is a full weight, or a radian).</summary>
    public required double SpeedCoefficient { get; init; }
}
