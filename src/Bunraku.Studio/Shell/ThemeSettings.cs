namespace Bunraku.Studio.Shell;

/// <summary>The look of all pages.</summary>
internal sealed record ThemeSettings : ISettings<ThemeSettings>
{
    public ThemeChoice Theme { get; init; }

    public ThemeSettings Repaired() => Enum.IsDefined(Theme) ? this : new ThemeSettings();
}
