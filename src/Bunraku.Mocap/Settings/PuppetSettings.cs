using Bunraku.Mocap.Faces;

namespace Bunraku.Mocap.Settings;

/// <summary>
/// Everything a user can set about how a face drives a character. It is immutable: a change makes another value. Every member
/// is described in <see cref="SettingsTable"/>.
/// </summary>
public sealed record PuppetSettings
{
    /// <summary>The published defaults, without smoothing: what a phone's well-filtered tracking wants.</summary>
    public static PuppetSettings Default { get; } = new();

    /// <summary>The defaults for a webcam, whose scores jitter and come 30 times a second: as <see cref="Default"/>, with smoothing and interpolation.</summary>
    public static PuppetSettings Webcam { get; } = new() { Smoothing = new SmoothingSettings().WithAllEnabled(true), IsInterpolated = true };

    /// <summary>How a face becomes a pose.</summary>
    public ConverterSettings Converter { get; init; } = new();

    /// <summary>Whether left and right are exchanged, so that the character acts like a mirror image.</summary>
    public bool IsMirrored { get; init; }

    /// <summary>How often the character breathes in a minute; 0 for never.</summary>
    public double BreathsPerMinute { get; init; } = 20;

    /// <summary>What is done to each tracked value before it is converted.</summary>
    public ChannelAdjustments Channels { get; init; } = ChannelAdjustments.None;

    /// <summary>How the tracked values are smoothed.</summary>
    public SmoothingSettings Smoothing { get; init; } = new();

    /// <summary>Whether the time between two faces is filled in, which makes the character late by one face.</summary>
    public bool IsInterpolated { get; init; }

    /// <summary>What the character does while no face is found.</summary>
    public IdleSettings Idle { get; init; } = new();

    /// <summary>What the microphone does to the mouth.</summary>
    public VoiceMode VoiceMode { get; init; } = VoiceMode.Add;

    /// <summary>The same settings, calibrated: the head of this face is the one that looks forward.</summary>
    public PuppetSettings CalibratedTo(FacePose face) => this with
    {
        Converter = Converter with { HeadXOffset = face.HeadRotation.X, HeadYOffset = face.HeadRotation.Y, HeadZOffset = face.HeadRotation.Z },
    };
}
