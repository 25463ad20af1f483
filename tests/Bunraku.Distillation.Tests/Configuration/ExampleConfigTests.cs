using Bunraku.Distillation.Configuration;
using Bunraku.TestSupport;

namespace Bunraku.Distillation.Tests.Configuration;

/// <summary>Configurations as the published program has them: our own with the same fields, and the published ones where they are there.</summary>
[Trait("Category", SharedData.Golden)]
[Trait("Category", SharedData.Further)]
public sealed class ExampleConfigTests
{
    private const string Own = """
        prefix: tests/data
        character_image_file_name: assets/characters/koito/character.png
        face_mask_image_file_name: assets/characters/koito/face_mask.png
        face_morpher_random_seed_0: 12771885812175595441
        face_morpher_random_seed_1: 14367217090963479175
        body_morpher_random_seed_0: 2892221210020292507
        body_morpher_random_seed_1: 9998918537095922080
        num_cpu_workers: 1
        num_gpus: 1
        """;

    public static TheoryData<string> Examples => [.. TestData.Own("ours"), .. TestData.Folders("distill_examples").SelectMany(Directory.GetDirectories).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Configuration_with_the_original_fields_is_accepted_as_it_is(string example)
    {
        if (example == "ours")
        {
            AssertAccepted(Own, SharedData.Repository, TestData.Path());
            return;
        }

        string folder = Path.Combine(SharedData.Root!, "distill_examples", example);
        string yaml = File.ReadAllText(Path.Combine(folder, "config.yaml"));
        Assert.Equal(Fields(Own), Fields(yaml));

        // Its paths are relative to the root of the published program, which has the data in this folder.
        AssertAccepted(yaml, Path.GetDirectoryName(SharedData.Root)!, folder);
    }

    private static IEnumerable<string> Fields(string yaml) => yaml.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(':')[0]);

    private static void AssertAccepted(string yaml, string root, string prefix)
    {
        string name = Path.Combine(prefix, "config.yaml");
        DistillationConfig config = ConfigFile.Parse(yaml, name);
        var file = new ConfigFile(config, new ConfigPlaces(root, prefix));
        file.Check();
        Assert.Equal(prefix, file.Prefix);
        Assert.Equal(new DistillationConfig() with { Prefix = config.Prefix, CharacterImageFileName = config.CharacterImageFileName, FaceMaskImageFileName = config.FaceMaskImageFileName }, config);
    }
}
