using System.IO.Compression;
using System.Runtime.InteropServices;
using Bunraku.Core.Characters;
using Bunraku.Core.Checkpoints;
using Bunraku.TestSupport;

namespace Bunraku.Core.Tests.Characters;

[Trait("Category", SharedData.Golden)]
[Trait("Category", SharedData.Further)]
public sealed class ShippedCharacterTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bunraku-").FullName;

    public static TheoryData<string> Characters() => [.. TestData.CharacterNames()];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Characters))]
    public void A_shipped_character_loads_from_its_folder_and_from_its_yaml(string name)
    {
        string folder = TestData.Character(name);

        CharacterModel fromFolder = CharacterModel.Load(folder);
        CharacterModel fromYaml = CharacterModel.Load(Path.Combine(folder, "character_model.yaml"));

        Assert.Equal(name, fromFolder.Name);
        Assert.Empty(fromFolder.Warnings);
        Assert.Equal(Path.Combine(folder, "character_model.yaml"), fromFolder.YamlPath);
        Assert.Equal(folder, fromFolder.SourceDirectory);
        Assert.Equal(new FileInfo(Path.Combine(folder, "character.png")).Length, fromFolder.FileSizes?.Picture);
        Assert.Equal(name == "koito" ? 491_475 : 491_887, fromFolder.FileSizes?.FaceMorpher);
        Assert.Equal(name == "koito" ? 1_332_813 : 1_332_713, fromFolder.FileSizes?.BodyMorpher);
        Assert.Equal(fromFolder.ContentHash, fromYaml.ContentHash);
        Assert.Matches("^[0-9a-f]{64}$", fromFolder.ContentHash);
    }

    /// <summary>Nothing but the zip is known here, so that an error in reading is found. A student of a slightly wrong weight draws nearly the same.</summary>
    [Theory]
    [MemberData(nameof(Characters))]
    public void Every_weight_is_one_that_the_file_stores(string name)
    {
        StudentWeights weights = CharacterModel.Load(TestData.Character(name)).Weights;
        foreach ((string file, StateDict network) in new[] { ("face_morpher.pt", weights.Face), ("body_morpher.pt", weights.Body) })
        {
            using ZipArchive zip = ZipFile.OpenRead(Path.Combine(TestData.Character(name), file));
            IEnumerable<float> stored = zip.Entries.Where(entry => entry.FullName.Contains("/data/", StringComparison.Ordinal)).SelectMany(Floats);
            Assert.Equal(stored.Order(), network.Entries.SelectMany(entry => entry.Value.Values).Order());
        }
    }

    [Theory]
    [MemberData(nameof(Characters))]
    public void A_shipped_character_written_anew_differs_in_no_value(string name)
    {
        CharacterModel original = CharacterModel.Load(TestData.Character(name));

        original.Save(Path.Combine(_folder, name));

        CharacterModel copy = CharacterModel.Load(Path.Combine(_folder, name));
        Assert.Equal(original.ContentHash, copy.ContentHash);
        Assert.Equal(original.SourceImage!.Pixels, copy.SourceImage!.Pixels);
        AssertSame(original.Weights.Face, copy.Weights.Face);
        AssertSame(original.Weights.Body, copy.Weights.Body);
    }

    [Theory]
    [MemberData(nameof(Characters))]
    public void A_yaml_moved_elsewhere_with_relative_paths_still_loads(string name)
    {
        string source = TestData.Character(name);
        string model = Path.Combine(_folder, "models", name);
        Directory.CreateDirectory(model);
        foreach (string file in (string[])["character.png", "face_morpher.pt", "body_morpher.pt"])
        {
            File.Copy(Path.Combine(source, file), Path.Combine(model, file));
        }

        string yaml = File.ReadAllText(Path.Combine(source, "character_model.yaml"));
        string below = Path.Combine(_folder, "moved.yaml");
        File.WriteAllText(below, yaml.Replace(": ", $": models\\{name}\\", StringComparison.Ordinal));
        Directory.CreateDirectory(Path.Combine(_folder, "elsewhere"));
        string beside = Path.Combine(_folder, "elsewhere", "moved.yaml");
        File.WriteAllText(beside, yaml.Replace(": ", $": ../models/{name}/", StringComparison.Ordinal));

        string expected = CharacterModel.Load(source).ContentHash;
        Assert.Equal(expected, CharacterModel.Load(below).ContentHash);
        Assert.Throws<CharacterModelException>(() => CharacterModel.Load(beside));
        Assert.Equal(expected, CharacterModel.Load(beside, new CharacterLoadOptions { AllowFilesOutsideFolder = true }).ContentHash);
    }

    private static float[] Floats(ZipArchiveEntry entry)
    {
        byte[] bytes = new byte[entry.Length];
        using Stream stream = entry.Open();
        stream.ReadExactly(bytes);
        return MemoryMarshal.Cast<byte, float>(bytes).ToArray();
    }

    private static void AssertSame(StateDict expected, StateDict actual)
    {
        Assert.Equal(expected.Entries.Select(entry => entry.Key), actual.Entries.Select(entry => entry.Key));
        Assert.All(expected.Entries, entry => Assert.Equal(entry.Value.Values, actual[entry.Key].Values));
    }
}
