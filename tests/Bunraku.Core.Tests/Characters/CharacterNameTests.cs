using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
using Bunraku.Core.Tests.Files;

namespace Bunraku.Core.Tests.Characters;

public sealed class CharacterNameTests
{
    [Theory]
    [InlineData("นางฟ้า")]
    [InlineData("हिन्दी")]
    [InlineData("𠮷野家")]
    [InlineData("か\u3099お")]
    [InlineData("A\u0308nne Zoe\u0308")]
    [InlineData("Анна\u0301")]
    [InlineData("アリス・リデル")]
    [InlineData("D'Arc")]
    [InlineData("☆みく☆")]
    [InlineData("مريم")]
    [InlineData("한국어")]
    [InlineData("Mika (1)")]
    [InlineData("mika.old")]
    [InlineData("v2.5_final-b")]
    public void Names_of_every_script_are_taken(string name) => Assert.Equal(name, CharacterName.Checked($"  {name} "));

    [Theory]
    [InlineData("", "Enter a name")]
    [InlineData("   ", "Enter a name")]
    [InlineData("a.", "ends with a dot")]
    [InlineData("a#b", "contains \"#\"")]
    [InlineData("a%20b", "contains \"%\"")]
    [InlineData("a/b", "contains \"/\"")]
    [InlineData("..\\b", "contains")]
    [InlineData(".bunraku-swap", "begins with")]
    [InlineData("-rf", "begins with")]
    [InlineData("\u0301a", "begins with")]
    [InlineData("a\u202Eb", "contains \"\\u202e\"")]
    [InlineData("a\u001bb", "contains \"\\u001b\"")]
    [InlineData("a\ud842", "contains")]
    [InlineData("CON", "device")]
    [InlineData("nul", "device")]
    [InlineData("COM1", "device")]
    [InlineData("lpt².txt", "device")]
    [InlineData("aux.png", "device")]
    public void A_name_that_is_not_good_everywhere_is_refused_with_the_reason(string name, string reason) =>
        Assert.Contains(reason, Assert.Throws<BadInputException>(() => CharacterName.Checked(name)).Message, StringComparison.Ordinal);

    [Fact]
    public void Sixty_characters_are_taken_and_more_are_refused()
    {
        CharacterName.Checked(string.Concat(Enumerable.Repeat("𠮷", 60)));
        Assert.Contains("61 characters", Assert.Throws<BadInputException>(() => CharacterName.Checked(new string('あ', 61))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Mika (1)", "mika (1)")]
    [InlineData("Ä", "a\u0308")]
    [InlineData("が", "か\u3099")]
    [InlineData("한", "\u1112\u1161\u11ab")]
    [InlineData("ệ", "E\u0323\u0302")]
    [InlineData("ệ", "E\u0302\u0323")]
    [InlineData("Ǭ", "o\u0304\u0328")]
    public void Names_that_look_the_same_are_the_same(string first, string second)
    {
        Assert.True(NameForm.AreSame(first, second));
        Assert.Equal(NameForm.Comparer.GetHashCode(first), NameForm.Comparer.GetHashCode(second));
    }

    [Theory]
    [InlineData("か", "が")]
    [InlineData("a", "ä")]
    [InlineData("mika", "mika ")]
    public void Names_that_look_different_are_different(string first, string second) => Assert.False(NameForm.AreSame(first, second));

    [Fact]
    public void A_folder_is_found_under_its_own_spelling()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("か\u3099お"));

        Assert.Equal(folder.File("か\u3099お"), CharacterName.FolderIn(folder.Path, "がお"));
        Assert.Equal(folder.File("かお"), CharacterName.FolderIn(folder.Path, "かお"));
    }
}
