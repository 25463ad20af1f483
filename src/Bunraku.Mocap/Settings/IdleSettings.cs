namespace Bunraku.Mocap.Settings;

/// <summary>What the character does while no face is seen.</summary>
public sealed record IdleSettings
{
    /// <summary>Whether the character comes to rest and blinks; off, the last pose stays, as in the published program.</summary>
    public bool IsEnabled { get; init; } = true;

    /// <summary>After how many seconds without a sample the face counts as lost; until then the last pose stays.</summary>
    public double LostAfterSeconds { get; init; } = 0.5;

    /// <summary>How many seconds the way back to rest takes.</summary>
    public double ReturnSeconds { get; init; } = 1.5;

    /// <summary>How many seconds it takes to join a face that is found again.</summary>
    public double RecoverSeconds { get; init; } = 0.3;

    /// <summary>How often the character blinks by itself, in blinks a minute; 0 is never.</summary>
    public double BlinksPerMinute { get; init; } = 12;

    /// <summary>How far the body leans from side to side, 0 (not at all) to 1 (as far as it can). In some students breathing alone is nearly invisible.</summary>
    public double Sway { get; init; } = 0.25;
}
