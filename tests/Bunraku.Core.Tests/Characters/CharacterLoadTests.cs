using Bunraku.Core.Characters;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Errors;
using Bunraku.Core.Images;

namespace Bunraku.Core.Tests.Characters;

public sealed class CharacterLoadTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("bunraku-").FullName;
    private readonly string _folder;

    public CharacterLoadTests() => _folder = SampleCharacter.WriteTo(Path.Combine(_root, "hana"));

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Character_is_loaded_with_everything_about_it()
    {
        CharacterModel character = CharacterModel.Load(_folder);

        Assert.Equal("hana", character.Name);
        Assert.Equal(Path.Combine(_folder, "character_model.yaml"), character.YamlPath);
        Assert.Equal(SampleCharacter.Picture.Pixels, character.SourceImage!.Pixels);
        Assert.Equal(ImageConversion.ToNetwork(SampleCharacter.Picture, "x").Values, character.Picture.Values);
        Assert.Equal(SampleCharacter.Body["last_linear.weight"].Values, character.Weights.Body["last_linear.weight"].Values);
        Assert.Empty(character.Warnings);
    }

    [Fact]
    public void Folder_that_a_training_wrote_is_called_like_the_folder_around_it() =>
        Assert.Equal("hana", CharacterModel.Load(SampleCharacter.WriteTo(Path.Combine(_root, "hana", "character_model"))).Name);

    [Fact]
    public void Folder_with_a_trailing_separator_has_the_same_name() =>
        Assert.Equal("hana", CharacterModel.Load(_folder + Path.DirectorySeparatorChar).Name);

    [Fact]
    public void Only_model_of_a_folder_may_have_another_name()
    {
        File.Move(Path.Combine(_folder, "character_model.yaml"), Path.Combine(_folder, "hana.yml"));
        File.WriteAllText(Path.Combine(_folder, "config.yaml"), "something: else\n");
        File.WriteAllText(Path.Combine(_folder, "broken.yaml"), "[");

        Assert.Equal(Path.Combine(_folder, "hana.yml"), CharacterModel.Load(_folder).YamlPath);
        Assert.True(CharacterModel.MayBeIn(_folder));
        Assert.True(CharacterModel.IsIn(_folder));
    }

    [Fact]
    public void Several_models_in_a_folder_are_listed()
    {
        File.Move(Path.Combine(_folder, "character_model.yaml"), Path.Combine(_folder, "a.yaml"));
        File.Copy(Path.Combine(_folder, "a.yaml"), Path.Combine(_folder, "b.yaml"));

        Refused<CharacterModelException>(_folder, "a.yaml, b.yaml");
    }

    [Fact]
    public void Absent_path_and_folder_without_a_model_are_reported()
    {
        Refused<CharacterModelException>(Path.Combine(_root, "absent"), "no such file or folder");
        Refused<CharacterModelException>(_root, "holds no character model");
        Refused<CharacterModelException>(string.Empty, "no such file or folder");
    }

    [Theory]
    [InlineData("character.png", "character_image_file_name")]
    [InlineData("face_morpher.pt", "face_morpher_file_name")]
    [InlineData("body_morpher.pt", "body_morpher_file_name")]
    public void Missing_file_is_reported_with_its_key_and_place(string file, string key)
    {
        File.Delete(Path.Combine(_folder, file));

        Refused<CharacterModelException>(_folder, key, Path.Combine(_folder, file));
    }

    [Fact]
    public void Empty_files_are_reported()
    {
        File.WriteAllBytes(Path.Combine(_folder, "face_morpher.pt"), []);
        Refused<CheckpointException>(_folder, "face_morpher.pt", "the file is empty");

        SampleCharacter.WriteTo(_folder);
        File.WriteAllBytes(Path.Combine(_folder, "character.png"), []);
        Refused<BadInputException>(_folder, "character.png");
    }

    [Fact]
    public void Huge_file_is_refused_before_it_is_read()
    {
        using (FileStream sparse = File.Create(Path.Combine(_folder, "character.png")))
        {
            sparse.SetLength((64 << 20) + 1);
        }

        Refused<CharacterModelException>(_folder, "character.png", "67108865 bytes");
    }

    [Fact]
    public void Picture_of_another_size_is_reported_with_its_size()
    {
        PngFile.Write(Path.Combine(_folder, "character.png"), SampleCharacter.CreatePicture(256));

        Refused<BadInputException>(_folder, "character.png", "512x512", "256x256");
    }

    [Fact]
    public void Picture_that_is_no_png_is_reported()
    {
        File.WriteAllText(Path.Combine(_folder, "character.png"), "GIF89a and so on");

        Refused<BadInputException>(_folder, "character.png", "PNG");
    }

    [Fact]
    public void Opaque_picture_is_accepted_with_a_warning()
    {
        PngFile.Write(Path.Combine(_folder, "character.png"), SampleCharacter.CreatePicture(CharacterPicture.Size, alpha: 255));

        CharacterModel character = CharacterModel.Load(_folder);

        Assert.Contains("no transparent pixel", Assert.Single(character.Warnings).ToString(), StringComparison.Ordinal);
        Assert.Equal(1f, character.Picture.Values[^1]);
    }

    [Fact]
    public void Broken_network_is_reported_when_the_character_is_loaded()
    {
        string path = Path.Combine(_folder, "body_morpher.pt");
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..100_000]);

        Assert.Equal(CheckpointErrorKind.CorruptArchive, Refused<CheckpointException>(_folder, path).Kind);
    }

    private static T Refused<T>(string path, params string[] words)
        where T : BadInputException
    {
        T error = Assert.ThrowsAny<T>(() => CharacterModel.Load(path));
        Assert.All(words, word => Assert.Contains(word, error.Message, StringComparison.Ordinal));
        return error;
    }
}
