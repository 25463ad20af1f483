using Bunraku.Distillation.Configuration;
using Bunraku.TestSupport;

namespace Bunraku.Distillation.Tests.Configuration;

[Trait("Category", SharedData.Golden)]
public sealed class ExampleConfigTests
{
    [Fact]
    public void Published_examples_are_accepted_as_they_are()
    {
        string data = SharedData.Path();
        string[] examples = Directory.GetFiles(Path.Combine(data, "distill_examples"), "config.yaml", SearchOption.AllDirectories);
        Assert.NotEmpty(examples);
        foreach (string example in examples)
        {
            DistillationConfig config = ConfigFile.Parse(File.ReadAllText(example), example);

            // Their paths are relative to the root of the published program, which has this folder as data.
            var file = new ConfigFile(config, new ConfigPlaces(Path.GetDirectoryName(data)!, Path.GetDirectoryName(example)));
            file.Check();
            Assert.Equal(Path.GetDirectoryName(example), file.Prefix);
            Assert.Equal(new DistillationConfig() with { Prefix = config.Prefix, CharacterImageFileName = config.CharacterImageFileName, FaceMaskImageFileName = config.FaceMaskImageFileName }, config);
        }
    }
}
