using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Bunraku.Core.Checkpoints;
using Bunraku.Conv.Tests.Reference;
using Bunraku.TestSupport;

namespace Bunraku.Conv.Tests.Golden;

/// <summary>The specification itself is right: it gives the numbers of the original in float64.</summary>
[Trait("Category", SharedData.Golden)]
[Trait("Category", "Slow")]
public sealed class ReferenceGoldenTests
{
    [Fact]
    public void The_made_up_weights_are_those_of_the_golden_data()
    {
        using JsonDocument check = JsonDocument.Parse(File.ReadAllBytes(TestData.Path("golden", "tha3", "weights_check.json")));
        foreach ((string network, StateDict tensors) in RecipeWeights.Networks)
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (KeyValuePair<string, Tensor> tensor in tensors.Entries)
            {
                hash.AppendData(MemoryMarshal.AsBytes<float>(tensor.Value.Values));
            }

            JsonElement expected = check.RootElement.GetProperty("separable").GetProperty(network);
            Assert.Equal(expected.GetProperty("sha256_all_tensors_le_float32_in_manifest_order").GetString(), Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
    }

    [Fact]
    [Trait("Category", SharedData.Further)]
    public void The_specification_draws_what_the_original_draws()
    {
        var reference = new ReferenceSeparable(RecipeWeights.Weights.ForEngine);
        foreach (SeparableGolden golden in SeparableGolden.ReadAll())
        {
            Planes[] outputs = reference.Pose(Planes.From(golden.Picture, 4, 512), golden.Pose.Values.ToArray());
            Assert.All(golden.Outputs, output => output.AssertEqual(golden.Name, outputs[output.Index], golden.DoubleTolerance));
        }
    }
}
