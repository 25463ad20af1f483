namespace Bunraku.Mocap.Settings;

/// <summary>
/// The arguments of the published pose converters, with their defaults. <see cref="SettingsTable"/> says what each does, its
/// range, and its name in files. Where a minimum is not below its maximum the feature is off, as published.
/// </summary>
public sealed record ConverterSettings
{
    /// <summary>The smile, 0 to 1, at which eyes and brows start to turn happy.</summary>
    public double SmileThresholdMin { get; init; } = 0.4;

    /// <summary>The smile, 0 to 1, at which eyes and brows are fully happy.</summary>
    public double SmileThresholdMax { get; init; } = 0.6;

    /// <summary>The eyebrow morph that a frown becomes.</summary>
    public EyebrowDownMode EyebrowDownMode { get; init; } = EyebrowDownMode.Angry;

    /// <summary>How far the brows are lowered, 0 to 1, for the full morph.</summary>
    public double EyebrowDownMax { get; init; } = 0.4;

    /// <summary>The eye morph that closing an eye becomes.</summary>
    public WinkMode WinkMode { get; init; } = WinkMode.Normal;

    /// <summary>How wide the eyes are open, 0 to 1, for full surprise.</summary>
    public double EyeSurprisedMax { get; init; } = 0.5;

    /// <summary>How far an eye is closed, 0 to 1, for the character to shut it.</summary>
    public double EyeBlinkMax { get; init; } = 0.8;

    /// <summary>The cheek squint, 0 to 1, at which the lower eyelids start to rise.</summary>
    public double CheekSquintMin { get; init; } = 0.1;

    /// <summary>The cheek squint, 0 to 1, at which the lower eyelids are fully raised.</summary>
    public double CheekSquintMax { get; init; } = 0.7;

    /// <summary>What the tracked gaze is multiplied by.</summary>
    public double EyeRotationFactor { get; init; } = 1 / 0.75;

    /// <summary>The opening of the jaw, 0 to 1, at which the mouth starts to open.</summary>
    public double JawOpenMin { get; init; } = 0.1;

    /// <summary>The opening of the jaw, 0 to 1, at which the mouth is fully open.</summary>
    public double JawOpenMax { get; init; } = 0.4;

    /// <summary>The frown of both corners added, at which they are fully lowered.</summary>
    public double MouthFrownMax { get; init; } = 0.6;

    /// <summary>The roundness of the lips, 0 to 1, at which U starts to become O.</summary>
    public double MouthFunnelMin { get; init; } = 0.25;

    /// <summary>The roundness of the lips, 0 to 1, of a full O.</summary>
    public double MouthFunnelMax { get; init; } = 0.5;

    /// <summary>How small the left iris always is, 0 to 1.</summary>
    public double IrisSmallLeft { get; init; }

    /// <summary>How small the right iris always is, 0 to 1.</summary>
    public double IrisSmallRight { get; init; }

    /// <summary>The head's x angle in radians when facing forward; subtracted from every face, before mirroring.</summary>
    public double HeadXOffset { get; init; }

    /// <summary>The head's y angle in radians when facing forward.</summary>
    public double HeadYOffset { get; init; }

    /// <summary>The head's z angle in radians when facing forward.</summary>
    public double HeadZOffset { get; init; }
}

/// <summary>Which eyebrow morph a lowered brow moves, in the order of the published program's list.</summary>
public enum EyebrowDownMode
{
    /// <summary><c>eyebrow_angry</c>.</summary>
    Angry,

    /// <summary><c>eyebrow_troubled</c>.</summary>
    Troubled,

    /// <summary><c>eyebrow_serious</c>.</summary>
    Serious,

    /// <summary><c>eyebrow_lowered</c>.</summary>
    Lowered,
}

/// <summary>Which eye morph a closing eye moves.</summary>
public enum WinkMode
{
    /// <summary><c>eye_wink</c>: the eye closes firmly.</summary>
    Normal,

    /// <summary><c>eye_relaxed</c>: the lid is lowered gently.</summary>
    Relaxed,
}
