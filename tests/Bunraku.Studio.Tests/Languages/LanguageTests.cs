using Bunraku.Studio.Languages;
using Bunraku.Studio.Shell;

namespace Bunraku.Studio.Tests.Languages;

/// <summary>The language of a page: the chosen one, else the best of those that the browser asks for.</summary>
public sealed class LanguageTests
{
    [Theory]
    [InlineData("ja", "ja")]
    [InlineData("ja-JP", "ja")]
    [InlineData("ja-JP,ja;q=0.9,en-US;q=0.8,en;q=0.7", "ja")]
    [InlineData("zh", "zh-Hans")]
    [InlineData("zh-CN", "zh-Hans")]
    [InlineData("zh-SG", "zh-Hans")]
    [InlineData("zh-Hans-HK", "zh-Hans")]
    [InlineData("zh-TW", "zh-Hant")]
    [InlineData("zh-HK", "zh-Hant")]
    [InlineData("zh-MO", "zh-Hant")]
    [InlineData("zh-Hant-HK", "zh-Hant")]
    [InlineData("ZH-hant", "zh-Hant")]
    [InlineData("ko-KR;q=0.9", "ko")]
    [InlineData("en-GB", "en")]
    public void A_language_is_known_by_its_tag(string header, string code) => Assert.Equal(code, Language.Best(header).Code);

    [Theory]
    [InlineData("en;q=0.5,ja;q=0.9", "ja")]
    [InlineData("ja;q=0.2,zh-TW,ko;q=0.9", "zh-Hant")]
    [InlineData("de,fr;q=0.9,ko;q=0.1", "ko")]
    [InlineData("ko,ja", "ko")]
    public void The_language_that_is_wanted_most_is_taken_among_those_that_there_are(string header, string code) => Assert.Equal(code, Language.Best(header).Code);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("de")]
    [InlineData("de-DE,fr;q=0.9")]
    [InlineData("*")]
    [InlineData(";;;q=x")]
    [InlineData("ja;q=much")]
    [InlineData("\"")]
    [InlineData("日本語")]
    public void Everything_else_is_English(string? header) => Assert.Same(Language.English, Language.Best(header));

    [Fact]
    public void A_chosen_language_is_taken_whatever_the_browser_asks_for()
    {
        Assert.Equal("ko", new LanguageSettings { Code = "ko" }.For("ja").Code);
        Assert.Equal("ja", new LanguageSettings().For("ja").Code);
        Assert.Equal("en", new LanguageSettings { Code = "en" }.Repaired().For("ja").Code);
    }

    [Fact]
    public void A_language_that_there_is_not_is_forgotten() => Assert.Null(new LanguageSettings { Code = "tlh" }.Repaired().Code);

    [Fact]
    public void Every_language_is_found_by_its_code() => Assert.All(Language.All, language => Assert.Same(language, Language.Find(language.Code)));
}
