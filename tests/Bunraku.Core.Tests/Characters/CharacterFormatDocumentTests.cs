using Bunraku.Core.Characters;
using Bunraku.Core.Checkpoints;
using Bunraku.TestSupport;

namespace Bunraku.Core.Tests.Characters;

/// <summary>docs/formats/character-model.md says what the code does.</summary>
public sealed class CharacterFormatDocumentTests
{
    private static readonly string Document = File.ReadAllText(Path.Combine(SharedData.Repository, "docs", "formats", "character-model.md")).ReplaceLineEndings("\n");

    [Fact]
    public void Yaml_in_the_document_is_the_one_that_is_written() => Assert.Contains($"```yaml\n{SampleCharacter.Yaml}```", Document, StringComparison.Ordinal);

    [Fact]
    public void Layers_in_the_document_are_those_that_are_checked()
    {
        Assert.All(StudentNetworks.Body, Documented);
        Assert.All([StudentNetworks.Face[0], StudentNetworks.Face[^1]], Documented);
        Assert.Contains("| `siren.sine_layers.1.linear` to `siren.sine_layers.7.linear` | 128 | 128 |", Document, StringComparison.Ordinal);

        static void Documented(LayerSpec layer) =>
            Assert.Contains($"| `{layer.KeyPrefix}` | {layer.Inputs} | {layer.Outputs} |", Document, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_kind_of_error_is_in_the_document() =>
        Assert.All(Enum.GetNames<CheckpointErrorKind>(), kind => Assert.Contains($"`{kind}`", Document, StringComparison.Ordinal));
}
