namespace Bunraku.Mocap.Settings;

/// <summary>
/// The arguments of the published pose converters, with their defaults. <see cref="SettingsTable"/> says what each does, its
/// range, and its name in files. Where a minimum is not below its maximum the feature is off, as published.
/// </summary>
public sealed record ConverterSettings
{
    public double SmileThresholdMin { get; init; } = 0.4;

    public double SmileThresholdMax { get; init; } = 0.6;

    public EyebrowDownMode EyebrowDownMode { get; init; } = EyebrowDownMode.Angry;

    public double EyebrowDownMax { get; init; } = 0.4;

    public WinkMode WinkMode { get; init; } = WinkMode.Normal;

    public double EyeSurprisedMax { get; init; } = 0.5;

    public double EyeBlinkMax { get; init; } = 0.8;

    public double CheekSquintMin { get; init; } = 0.1;

    public double CheekSquintMax { get; init; } = 0.7;

    public double EyeRotationFactor { get; init; } = 1 / 0.75;

    public double JawOpenMin { get; init; } = 0.1;

    public double JawOpenMax { get; init; } = 0.4;

    public double MouthFrownMax { get; init; } = 0.6;

    public double MouthFunnelMin { get; init; } = 0.25;

    public double MouthFunnelMax { get; init; } = 0.5;

    public double IrisSmallLeft { get; init; }

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
    Angry,
    Troubled,
    Serious,
    Lowered,
}

/// <summary>Which eye morph a closing eye moves.</summary>
public enum WinkMode
{
    Normal,
    Relaxed,
}
