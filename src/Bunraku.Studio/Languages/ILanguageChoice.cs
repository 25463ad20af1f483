namespace Bunraku.Studio.Languages;

/// <summary>Knows which language a page is in.</summary>
internal interface ILanguageChoice
{
    /// <param name="header">The <c>Accept-Language</c> that the page was asked for with.</param>
    Language For(string? header);
}
