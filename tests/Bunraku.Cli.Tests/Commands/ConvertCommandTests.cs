using Bunraku.Core.Characters;
using Bunraku.TestSupport;

namespace Bunraku.Cli.Tests.Commands;

public sealed class ConvertCommandTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Category", SharedData.Further)]
    public async Task A_converted_character_differs_in_no_value()
    {
        foreach (string original in TestData.Characters())
        {
            string copy = _folder[Path.GetFileName(original)];

            (await CliRun.OfAsync("convert", original, "-o", copy)).Succeeded();

            Assert.Equal(CharacterModel.Load(original).ContentHash, CharacterModel.Load(copy).ContentHash);
        }
    }

    [Fact]
    public async Task A_character_whose_files_lie_elsewhere_is_found_by_the_relative_paths_of_its_yaml()
    {
        string original = TestData.Koito;
        (await CliRun.OfAsync("convert", original, "-o", _folder["files"])).Succeeded();
        string yaml = File.ReadAllText(Path.Combine(_folder["files"], "character_model.yaml")).Replace(": ", ": ../files/", StringComparison.Ordinal);
        Directory.CreateDirectory(_folder["elsewhere"]);
        File.WriteAllText(Path.Combine(_folder["elsewhere"], "moved.yaml"), yaml);

        (await CliRun.OfAsync("convert", Path.Combine(_folder["elsewhere"], "moved.yaml"), "-o", _folder["again"])).Succeeded();

        Assert.Equal(CharacterModel.Load(original).ContentHash, CharacterModel.Load(_folder["again"]).ContentHash);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task A_bundle_is_a_character_like_any_other()
    {
        string bundle = _folder["koito.bunraku"], licence = _folder.Write("terms.txt", "Do as you like.\n");
        (await CliRun.OfAsync("export", "bundle", TestData.Koito, "-o", bundle, "--licence", licence)).Succeeded();
        CharacterModel character = CharacterModel.Load(bundle);

        (await CliRun.OfAsync("convert", bundle, "-o", _folder["again"])).Succeeded();
        CliRun info = await CliRun.OfAsync("info", bundle, "--json");

        info.Succeeded();
        Assert.Contains(character.ContentHash, info.Output, StringComparison.Ordinal);
        Assert.Equal("koito", character.Name);
        Assert.Equal("Do as you like.\n", character.Credits.Licence);
        Assert.Equal(character.ContentHash, CharacterModel.Load(_folder["again"]).ContentHash);
    }

    [Fact]
    public async Task A_damaged_bundle_is_reported_in_one_line() =>
        (await CliRun.OfAsync("info", _folder.Write("bad.bunraku", "BUNRAKU\n and then something else"))).Refused("bad.bunraku", "version");

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_reported() =>
        (await CliRun.OfAsync("convert", TestData.Koito, "-o", Path.Combine(_folder.Write("taken", ""), "copy"))).Refused("taken");
}
