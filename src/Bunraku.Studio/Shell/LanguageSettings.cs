using Bunraku.Studio.Languages;

namespace Bunraku.Studio.Shell;

/// <summary>The language of all pages.</summary>
internal sealed record LanguageSettings : ISettings<LanguageSettings>
{
    /// <summary>The code of a language; null for what the browser asks for.</summary>
    public string? Code { get; init; }

    public LanguageSettings Repaired() => Code is null || Language.Find(Code) is not null ? this : new LanguageSettings();

    /// <summary>The language of a page.</summary>
    /// <param name="header">The <c>Accept-Language</c> that the page was asked for with.</param>
    public Language For(string? header) => Language.Find(Code) ?? Language.Best(header);
}
