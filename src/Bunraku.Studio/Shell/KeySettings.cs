namespace Bunraku.Studio.Shell;

/// <summary>Whether keys that are pressed alone act in the pages.</summary>
internal sealed record KeySettings : ISettings<KeySettings>
{
    /// <summary>Off for those who speak to their computer, or press keys by accident (WCAG 2.1.4). Keys with Ctrl or Command always act.</summary>
    public bool AreKeysOn { get; init; } = true;

    public KeySettings Repaired() => this;
}
