using Bunraku.Mocap.Settings;

namespace Bunraku.Mocap.Conversion.Files;

/// <summary>Settings to convert faces with.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Settings">The settings.</param>
/// <param name="Breathing">The breathing rhythm; <see langword="null"/> where nothing breathes.</param>
/// <param name="Time">What the clock shows for faces without a separate time; null is the rhythm's start.</param>
public sealed record ConversionSetting(string Name, PuppetSettings Settings, BreathingCycle? Breathing, TimeSpan? Time)
{
    /// <summary>The published defaults, without breathing.</summary>
    public static ConversionSetting Default { get; } = new("default", PuppetSettings.Default, Breathing: null, Time: null);

    /// <summary>What the clock shows when a face is converted.</summary>
    public TimeSpan TimeFor(FaceInput input) => input.Time ?? Time ?? Breathing?.Start ?? TimeSpan.Zero;
}
