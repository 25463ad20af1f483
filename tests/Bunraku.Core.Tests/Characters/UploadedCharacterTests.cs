using System.Text;
using Bunraku.Core.Characters;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Errors;

namespace Bunraku.Core.Tests.Characters;

public sealed class UploadedCharacterTests
{
    [Fact]
    public void Four_chosen_files_are_a_character()
    {
        CharacterModel character = CharacterModel.LoadFromFiles(SampleCharacter.Files());

        Assert.Equal("character", character.Name);
        Assert.Null(character.YamlPath);
        Assert.Null(character.SourceDirectory);
        Assert.NotNull(character.FileSizes);
        Assert.Equal("hana", CharacterModel.LoadFromFiles(SampleCharacter.Files(), "hana").Name);
    }

    [Fact]
    public void Chosen_folder_gives_the_name_and_may_hold_other_files()
    {
        var files = SampleCharacter.Files().ToDictionary(file => $"hana\\{file.Key}", file => file.Value);
        files.Add("hana/notes.txt", [1]);
        files.Add("hana/settings.yaml", "a: b"u8.ToArray());

        Assert.Equal("hana", CharacterModel.LoadFromFiles(files).Name);
    }

    [Fact]
    public void Files_are_found_by_their_names_where_the_upload_lost_the_folders()
    {
        Dictionary<string, byte[]> files = SampleCharacter.Files();
        files["character_model.yaml"] = Encoding.UTF8.GetBytes(SampleCharacter.Yaml.Replace("face_morpher.pt", "..\\nets/FACE_morpher.pt", StringComparison.Ordinal));

        Assert.Equal("character", CharacterModel.LoadFromFiles(files).Name);
    }

    [Fact]
    public void Yaml_of_another_name_is_found()
    {
        Dictionary<string, byte[]> files = SampleCharacter.Files();
        files.Remove("character_model.yaml", out byte[]? yaml);
        files.Add("hana.YML", yaml!);
        files.Add("config.yaml", "a: b"u8.ToArray());

        Assert.Equal("character", CharacterModel.LoadFromFiles(files).Name);
    }

    [Fact]
    public void Missing_yaml_or_file_is_reported_with_what_was_chosen()
    {
        Dictionary<string, byte[]> files = SampleCharacter.Files();
        files.Remove("body_morpher.pt");
        Refused<CharacterModelException>(files, "body_morpher_file_name", "character_model.yaml, character.png, face_morpher.pt");

        files.Remove("character_model.yaml");
        Refused<CharacterModelException>(files, "no character model");
        Refused<CharacterModelException>([], "no character model");
    }

    [Fact]
    public void Two_models_at_once_are_reported()
    {
        Dictionary<string, byte[]> files = SampleCharacter.Files();
        files.Add("other/character_model.yaml", files["character_model.yaml"]);

        Refused<CharacterModelException>(files, "several character models");
    }

    [Fact]
    public void Uploaded_files_are_checked_like_files_on_disk()
    {
        Dictionary<string, byte[]> files = SampleCharacter.Files();
        files["body_morpher.pt"] = files["face_morpher.pt"];
        Refused<CheckpointException>(files, "body_morpher.pt: a body network was expected, but this is a face network");

        files["character_model.yaml"] = Encoding.UTF8.GetBytes(SampleCharacter.Yaml.Replace("face_morpher.pt", "//server/face_morpher.pt", StringComparison.Ordinal));
        Refused<CharacterModelException>(files, "another computer");

        files["character_model.yaml"] = "["u8.ToArray();
        Refused<CharacterModelException>(files, "character_model.yaml: line 1");
    }

    private static void Refused<T>(Dictionary<string, byte[]> files, params string[] words)
        where T : BadInputException
    {
        T error = Assert.Throws<T>(() => CharacterModel.LoadFromFiles(files));
        Assert.All(words, word => Assert.Contains(word, error.Message, StringComparison.Ordinal));
    }
}
