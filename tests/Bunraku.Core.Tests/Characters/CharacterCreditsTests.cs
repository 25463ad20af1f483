using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
using Bunraku.TestSupport;

namespace Bunraku.Core.Tests.Characters;

public sealed class CharacterCreditsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bunraku-tests-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Credits_travel_with_a_saved_character()
    {
        CharacterModel koito = CharacterModel.Load(TestData.Koito);
        var credits = new CharacterCredits { Author = "葵", Attribution = "Koito by 葵, aoi.example", Licence = "CC BY 4.0\n\nAs the deed says.", Credits = "Thanks to \"all\"" };
        string folder = Path.Combine(_folder.FullName, "koito");
        koito.Save(folder);
        Assert.Equal(CharacterCredits.None, CharacterModel.Load(folder).Credits);
        Assert.False(File.Exists(Path.Combine(folder, CharacterCredits.FileName)));

        credits.Write(folder);
        CharacterModel loaded = CharacterModel.Load(folder);
        Assert.Equal(credits, loaded.Credits);
        loaded.Save(Path.Combine(_folder.FullName, "copy"));
        Assert.Equal(credits, CharacterModel.Load(Path.Combine(_folder.FullName, "copy")).Credits);
    }

    [Theory]
    [InlineData("""{ "author": 3 }""", "author")]
    [InlineData("{ broken", "not valid JSON")]
    [InlineData("[]", null)]
    public void Damaged_credits_are_a_warning_and_the_character_is_there(string text, string? named)
    {
        CharacterModel.Load(TestData.Koito).Save(_folder.FullName);
        File.WriteAllText(Path.Combine(_folder.FullName, CharacterCredits.FileName), text);

        CharacterModel loaded = CharacterModel.Load(_folder.FullName);

        Assert.Equal(CharacterCredits.None, loaded.Credits);
        if (named is not null)
        {
            Assert.Contains(named, Assert.Single(loaded.Warnings).ToString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData('葵')]
    [InlineData('\u0001')]
    public void Longest_texts_are_read_again(char letter)
    {
        string longest = new(letter, CharacterCredits.LongestText);
        var credits = new CharacterCredits { Author = longest, Attribution = longest, Licence = longest, Credits = longest };

        credits.Write(_folder.FullName);

        Assert.Equal(credits, CharacterCredits.OfFolder(_folder.FullName));
    }

    [Fact]
    public void Text_that_is_too_long_is_refused()
    {
        var credits = new CharacterCredits { Licence = new string('x', CharacterCredits.LongestText + 1) };
        Assert.Contains("licence", Assert.Throws<BadInputException>(() => credits.Write(_folder.FullName)).Message, StringComparison.Ordinal);
    }
}
