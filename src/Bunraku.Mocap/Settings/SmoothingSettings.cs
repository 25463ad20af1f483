using Bunraku.Mocap.Faces;

namespace Bunraku.Mocap.Settings;

/// <summary>How each part of the face is smoothed. By default nothing is: every value passes exactly as tracked.</summary>
public sealed record SmoothingSettings
{
    /// <summary>The eyebrows.</summary>
    public OneEuroSettings Brows { get; init; } = new() { MinimumCutoff = 1.0, SpeedCoefficient = 2 };

    /// <summary>The eyelids, and the cheeks that press them.</summary>
    public OneEuroSettings Eyes { get; init; } = new() { MinimumCutoff = 2.5, SpeedCoefficient = 6 };

    /// <summary>The direction of the eyes.</summary>
    public OneEuroSettings Gaze { get; init; } = new() { MinimumCutoff = 1.5, SpeedCoefficient = 4 };

    /// <summary>Mouth, jaw and tongue.</summary>
    public OneEuroSettings Mouth { get; init; } = new() { MinimumCutoff = 2.0, SpeedCoefficient = 5 };

    /// <summary>The three angles of the head.</summary>
    public OneEuroSettings Head { get; init; } = new() { MinimumCutoff = 1.0, SpeedCoefficient = 5 };

    /// <summary>Whether any part is smoothed.</summary>
    public bool IsAnyEnabled => Brows.IsEnabled || Eyes.IsEnabled || Gaze.IsEnabled || Mouth.IsEnabled || Head.IsEnabled;

    /// <summary>The smoothing of one part.</summary>
    public OneEuroSettings this[ChannelGroup group] => group switch
    {
        ChannelGroup.Brows => Brows,
        ChannelGroup.Eyes => Eyes,
        ChannelGroup.Gaze => Gaze,
        ChannelGroup.Mouth => Mouth,
        ChannelGroup.Head => Head,
        _ => throw new ArgumentOutOfRangeException(nameof(group), group, null),
    };

    /// <summary>The same with one part's settings replaced.</summary>
    public SmoothingSettings With(ChannelGroup group, OneEuroSettings settings) => group switch
    {
        ChannelGroup.Brows => this with { Brows = settings },
        ChannelGroup.Eyes => this with { Eyes = settings },
        ChannelGroup.Gaze => this with { Gaze = settings },
        ChannelGroup.Mouth => this with { Mouth = settings },
        ChannelGroup.Head => this with { Head = settings },
        _ => throw new ArgumentOutOfRangeException(nameof(group), group, null),
    };

    /// <summary>The same with every part's smoothing switched on or off.</summary>
    public SmoothingSettings WithAllEnabled(bool isEnabled) =>
        Enum.GetValues<ChannelGroup>().Aggregate(this, (settings, group) => settings.With(group, settings[group] with { IsEnabled = isEnabled }));
}
