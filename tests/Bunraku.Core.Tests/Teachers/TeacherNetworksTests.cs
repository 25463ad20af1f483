using System.Text.Json;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Teachers;
using Bunraku.TestSupport;

namespace Bunraku.Core.Tests.Teachers;

public sealed class TeacherNetworksTests
{
    [Fact]
    public void Five_networks_of_tha4_have_the_published_numbers_of_parameters() => Assert.Equal(
        [
            ("eyebrow_decomposer.pt", 62, 31_479_434L),
            ("eyebrow_morphing_combiner.pt", 61, 31_535_878L),
            ("face_morpher.pt", 63, 31_605_002L),
            ("body_morpher.pt", 398, 34_682_119L),
            ("upscaler.pt", 466, 35_015_655L),
        ],
        TeacherFamily.Tha4.Networks.Select(network => (network.FileName, network.Tensors.Length, network.ElementCount)));

    [Fact]
    public void Five_networks_of_tha3_have_the_published_numbers_of_tensors_and_parameters()
    {
        Assert.Equal([("eyebrow_decomposer", 62, 31_479_434L), ("eyebrow_morphing_combiner", 61, 31_535_878L), ("face_morpher", 63, 31_605_002L), ("two_algo_face_body_rotator", 60, 32_662_276L), ("editor", 62, 8_361_672L)],
            TeacherFamily.Tha3Standard.Networks.Select(network => (network.Name, network.Tensors.Length, network.ElementCount)));
        Assert.Equal([("eyebrow_decomposer", 80, 3_319_982L), ("eyebrow_morphing_combiner", 79, 3_325_370L), ("face_morpher", 81, 3_335_201L), ("two_algo_face_body_rotator", 79, 3_580_014L), ("editor", 81, 942_328L)],
            TeacherFamily.Tha3Separable.Networks.Select(network => (network.Name, network.Tensors.Length, network.ElementCount)));
    }

    [Fact]
    public void Only_the_networks_of_the_face_in_tha4_and_standard_tha3_look_alike()
    {
        Assert.Equal(["body_morpher", "upscaler"], TeacherFamily.Tha4.OwnNetworks.Select(network => network.Name));
        Assert.Equal(["two_algo_face_body_rotator", "editor"], TeacherFamily.Tha3Standard.OwnNetworks.Select(network => network.Name));
        Assert.Equal(5, TeacherFamily.Tha3Separable.OwnNetworks.Count());
    }

    [Theory]
    [MemberData(nameof(GoldenFamilies.Names), MemberType = typeof(GoldenFamilies))]
    [Trait("Category", SharedData.Golden)]
    public void Keys_and_shapes_are_those_of_the_original_in_its_order(string name)
    {
        var family = TeacherFamily.Find(name);
        using JsonDocument manifest = GoldenFamilies.Read(family, "manifest.json", out JsonElement modules, "modules");

        Assert.Equal(modules.EnumerateObject().Select(module => module.Name).Order(), family.Networks.Select(network => network.Name).Order());
        foreach (TeacherNetwork network in family.Networks)
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
