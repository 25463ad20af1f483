using Bunraku.Mocap.Settings;

namespace Bunraku.Live.Puppets;

/// <summary>A kind of puppeteer: each has its own stage and settings.</summary>
/// <param name="Name">Names its stage and its settings file.</param>
/// <param name="Defaults">The settings to begin with, and to go back to.</param>
public sealed record PuppetKind(string Name, PuppetSettings Defaults)
{
    /// <summary>A phone or a tracker program: what arrives is well filtered.</summary>
    public static PuppetKind Phone { get; } = new("ifacialmocap", PuppetSettings.Default);

    /// <summary>A camera of the browser.</summary>
    public static PuppetKind Webcam { get; } = new("mediapipe", PuppetSettings.Webcam);

    /// <summary>The mouse pointer and the microphone.</summary>
    public static PuppetKind Mouse { get; } = new("mouse", PuppetSettings.Default);
}
