using Bunraku.Studio.Languages;

namespace Bunraku.Studio.Shell;

/// <summary>The language of the settings, or else the browser's.</summary>
internal sealed class LanguageChoice(SettingsFile settings) : ILanguageChoice
{
    public Language For(string? header) => settings.Get<LanguageSettings>().For(header);
}
