using Bunraku.Core.Errors;
using Bunraku.Studio.Languages;

namespace Bunraku.Studio.Tests.Languages;

/// <summary>What a page says.</summary>
public sealed class TextsTests
{
    [Fact]
    public void A_page_is_English_until_it_has_another_language()
    {
        var texts = new Texts();
        Assert.Equal("Close", texts["Close"]);

        foreach (Language language in Language.All)
        {
            texts.Use(language);
            Assert.Equal((language, Catalogue.Of(language).Find("Close")), (texts.Language, texts["Close"]));
        }
    }

    [Fact]
    public void One_of_two_texts_is_said_by_a_number()
    {
        var texts = new Texts();
        Assert.Equal(["0 pictures", "1 picture", "2 pictures"], Enumerable.Range(0, 3).Select(n => texts.Count(n, $"{n} picture", $"{n} pictures")));
    }

    [Fact]
    public void An_error_is_said_as_one_line()
    {
        string path = string.Join('\n', "a", "b");
        Assert.Equal("a b: there is no such file.", new Texts()[new BadInputException($"{path}: there is no such file.")]);
    }

    [Fact]
    public void A_text_that_no_catalogue_has_stays_as_it_is()
    {
        var texts = new Texts();
        texts.Use(Language.TraditionalChinese);

        Assert.Equal("{x} 1 of ‑", texts[Phrase.Of($"{{x}} {1} of ‑")]);
    }
}
