using Bunraku.Core.Characters;
using Bunraku.Core.Images;

namespace Bunraku.Core.Tests.Characters;

public sealed class CharacterSaveTests : IDisposable
{
    private static readonly string[] FileNames = ["body_morpher.pt", "character.png", "character_model.yaml", "face_morpher.pt"];

    private readonly string _root = Directory.CreateTempSubdirectory("bunraku-").FullName;
    private readonly CharacterModel _character = CharacterModel.LoadFromFiles(SampleCharacter.Files());

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Saved_character_is_the_same_character()
    {
        string folder = Path.Combine(_root, "new", "hana");

        _character.Save(folder);

        CharacterModel loaded = CharacterModel.Load(folder);
        Assert.Equal("hana", loaded.Name);
        Assert.Equal(_character.ContentHash, loaded.ContentHash);
        Assert.Equal(_character.SourceImage!.Pixels, loaded.SourceImage!.Pixels);
        Assert.Equal(SampleCharacter.Yaml, File.ReadAllText(Path.Combine(folder, "character_model.yaml")));
        Assert.Equal(FileNames, Names(folder));
        Assert.Equal(["hana"], Names(Path.Combine(_root, "new")));
    }

    [Fact]
    public void Character_that_never_was_a_file_is_saved_with_the_picture_it_has()
    {
        CharacterPicture picture = ImageConversion.ToNetwork(SampleCharacter.Picture, "x");
        var made = new CharacterModel("made", picture, _character.Weights);

        made.Save(Path.Combine(_root, "made"));

        // Colours under alpha 0 are not in the network's picture; all that can be seen is.
        Assert.Equal(picture.Values, CharacterModel.Load(Path.Combine(_root, "made")).Picture.Values);
    }

    [Fact]
    public void Empty_folder_is_used()
    {
        _character.Save(_root);

        Assert.Equal(FileNames, Names(_root));
    }

    [Fact]
    public void Character_in_the_folder_is_replaced_and_other_files_stay()
    {
        SampleCharacter.WriteTo(_root);
        PngFile.Write(Path.Combine(_root, "character.png"), SampleCharacter.CreatePicture(CharacterPicture.Size, alpha: 9));
        File.WriteAllText(Path.Combine(_root, "notes.txt"), "mine");

        _character.Save(_root);

        Assert.Equal(_character.ContentHash, CharacterModel.Load(_root).ContentHash);
        Assert.Equal([.. FileNames, "notes.txt"], Names(_root));
    }

    [Fact]
    public void Character_can_be_saved_over_itself()
    {
        SampleCharacter.WriteTo(_root);
        CharacterModel loaded = CharacterModel.Load(_root);

        loaded.Save(_root);

        Assert.Equal(loaded.ContentHash, CharacterModel.Load(_root).ContentHash);
    }

    [Fact]
    public void Folder_with_other_files_is_refused_unless_overwriting_is_asked()
    {
        File.WriteAllText(Path.Combine(_root, "thesis.txt"), "mine");

        CharacterModelException error = Assert.Throws<CharacterModelException>(() => _character.Save(_root));
        Assert.Contains(_root, error.Message, StringComparison.Ordinal);
        Assert.Equal(["thesis.txt"], Names(_root));

        _character.Save(_root, overwrite: true);
        Assert.Equal([.. FileNames, "thesis.txt"], Names(_root));
    }

    [Fact]
    public void Failure_leaves_nothing()
    {
        string file = Path.Combine(_root, "file");
        File.WriteAllText(file, "a file, not a folder");

        CharacterModelException error = Assert.Throws<CharacterModelException>(() => _character.Save(Path.Combine(file, "hana")));
        Assert.Contains("cannot be written", error.Message, StringComparison.Ordinal);
        Assert.Throws<CharacterModelException>(() => _character.Save(file));
        Assert.Equal(["file"], Names(_root));
    }

    private static IEnumerable<string?> Names(string folder) => Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal);
}
