using System.Text.Json;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Teachers;
using Bunraku.TestSupport;

namespace Bunraku.Core.Tests.Teachers;

public sealed class TeacherNetworksTests
{
    [Fact]
    public void Five_networks_have_the_published_numbers_of_parameters() => Assert.Equal(
        [
            ("eyebrow_decomposer.pt", 62, 31_479_434L),
            ("eyebrow_morphing_combiner.pt", 61, 31_535_878L),
            ("face_morpher.pt", 63, 31_605_002L),
            ("body_morpher.pt", 398, 34_682_119L),
            ("upscaler.pt", 466, 35_015_655L),
        ],
        TeacherNetworks.All.Select(network => (network.FileName, network.Tensors.Length, network.ElementCount)));

    [Fact]
    [Trait("Category", SharedData.Golden)]
    public void Keys_and_shapes_are_those_of_the_original_in_its_order()
    {
        using JsonDocument manifest = JsonDocument.Parse(File.ReadAllBytes(TestData.Path("golden", "teacher", "manifest.json")));
        JsonElement modules = manifest.RootElement.GetProperty("modules");

        Assert.Equal(modules.EnumerateObject().Select(module => module.Name), TeacherNetworks.All.Select(network => network.Name));
        foreach (TeacherNetwork network in TeacherNetworks.All)
        {
            Assert.Equal(
                modules.GetProperty(network.Name).EnumerateArray().Select(tensor => $"{tensor.GetProperty("key")} {string.Join('x', tensor.GetProperty("shape").EnumerateArray())}"),
                network.Tensors.Select(tensor => $"{tensor.Key} {string.Join('x', tensor.Shape)}"));
        }
    }

    [Fact]
    public void Tensor_specification_counts_its_elements() =>
        Assert.Equal([24, 7, 1], new[] { new TensorSpec("a", 2, 3, 4), new TensorSpec("b", 7), new TensorSpec("scalar") }.Select(spec => spec.Count));
}
