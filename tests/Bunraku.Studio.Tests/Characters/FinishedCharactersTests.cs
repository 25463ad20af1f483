using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
using Bunraku.Live.Tests.Fakes;
using Bunraku.Studio.Features.Characters;
using Bunraku.TestSupport;

namespace Bunraku.Studio.Tests.Characters;

public sealed class FinishedCharactersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FinishedCharacters _library;
    private readonly string _hana;

    public FinishedCharactersTests()
    {
        _library = new FinishedCharacters(_folder.Path);
        _hana = _library.Add(TestData.Koito, "hana");
    }

    [Fact]
    public void Character_is_renamed_duplicated_and_deleted_with_its_files()
    {
        string mika = _library.Rename(_hana, " mika ");
        Assert.Equal([mika], _library.All());
        Assert.Equal("mika", CharacterModel.Load(mika).Name);

        string copy = _library.Duplicate(mika);
        string second = _library.Duplicate(mika);
        Assert.Equal(["mika", "mika copy", "mika copy 2"], _library.All().Select(Path.GetFileName));
        Assert.Equal(CharacterModel.Load(mika).ContentHash, CharacterModel.Load(copy).ContentHash);

        _library.Delete(copy);
        _library.Delete(second);
        Assert.Equal([mika], _library.All());
        Assert.False(Directory.Exists(copy));
    }

    [Theory]
    [InlineData("../elsewhere")]
    [InlineData("")]
    [InlineData("con")]
    public void Name_that_is_none_is_refused(string name)
    {
        Assert.Throws<BadInputException>(() => _library.Rename(_hana, name));
        Assert.Equal([_hana], _library.All());
    }

    [Fact]
    public void Name_of_another_character_is_refused_and_one_in_another_case_is_taken()
    {
        _library.Add(TestData.Koito, "mika");
        Assert.Contains("already", Assert.Throws<BadInputException>(() => _library.Rename(_hana, "mika")).Message, StringComparison.Ordinal);
        Assert.Equal("Hana", Path.GetFileName(_library.Rename(_hana, "Hana")));
    }

    [Fact]
    public void Folder_outside_the_library_is_never_deleted()
    {
        string other = _folder.Folder("other");
        Assert.Throws<BadInputException>(() => _library.Delete(other));
        Assert.True(Directory.Exists(other));
    }

    public void Dispose() => _folder.Dispose();
}
