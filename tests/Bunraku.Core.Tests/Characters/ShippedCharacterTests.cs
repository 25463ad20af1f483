using Bunraku.Core.Characters;
using Bunraku.TestSupport;

namespace Bunraku.Core.Tests.Characters;

[Trait("Category", SharedData.Golden)]
public sealed class ShippedCharacterTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bunraku-").FullName;

    public static TheoryData<string> Characters() =>
        SharedData.Root is null
            ? ["(no shared data)"]
            : new(Directory.EnumerateDirectories(Path.Combine(SharedData.Root, "data", "character_models")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Characters))]
    public void A_shipped_character_loads_from_its_folder_and_from_its_yaml(string name)
    {
        string folder = SharedData.Path("character_models", name);

        CharacterModel fromFolder = CharacterModel.Load(folder);
        CharacterModel fromYaml = CharacterModel.Load(Path.Combine(folder, "character_model.yaml"));

        Assert.Equal(name, fromFolder.Name);
        Assert.Empty(fromFolder.Warnings);
        Assert.Equal(Path.Combine(folder, "character_model.yaml"), fromFolder.YamlPath);
        Assert.Equal(folder, fromFolder.SourceDirectory);
        Assert.Equal(new FileInfo(Path.Combine(folder, "character.png")).Length, fromFolder.FileSizes?.Picture);
        Assert.Equal(491_887, fromFolder.FileSizes?.FaceMorpher);
        Assert.Equal(1_332_713, fromFolder.FileSizes?.BodyMorpher);
        Assert.Equal(fromFolder.ContentHash, fromYaml.ContentHash);
        Assert.Matches("^[0-9a-f]{64}$", fromFolder.ContentHash);
        Assert.NotEqual(fromFolder.WeightsHash, fromFolder.ContentHash);
    }
}
