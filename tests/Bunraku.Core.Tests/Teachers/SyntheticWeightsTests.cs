using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Teachers;
using Bunraku.TestSupport;

namespace Bunraku.Core.Tests.Teachers;

[Trait("Category", SharedData.Golden)]
[Trait("Category", "Slow")]
public sealed class SyntheticWeightsTests
{
    [Theory]
    [MemberData(nameof(GoldenFamilies.Names), MemberType = typeof(GoldenFamilies))]
    public void Weights_of_all_five_networks_have_the_golden_fingerprints(string name)
    {
        var family = TeacherFamily.Find(name);
        using JsonDocument golden = GoldenFamilies.Read(family, "weights_check.json", out JsonElement modules);
        Assert.Equal(modules.EnumerateObject().Select(module => module.Name).Order(), family.Networks.Select(network => network.Name).Order());
        foreach (TeacherNetwork network in family.Networks)
        {
            JsonElement expected = modules.GetProperty(network.Name);

            StateDict weights = SyntheticWeights.Of(network);

            Assert.Equal(expected.GetProperty("tensor_count").GetInt32(), weights.Entries.Count);
            Assert.Equal(expected.GetProperty("element_count").GetInt64(), weights.Entries.Sum(entry => entry.Value.Values.LongLength));
            foreach (JsonProperty tensor in expected.GetProperty("tensors").EnumerateObject())
            {
                AssertIs(tensor.Value, RecipeH.Seed(network.RecipeName, tensor.Name), weights[tensor.Name]);
            }

            Assert.Equal(expected.GetProperty("sha256_all_tensors_le_float32_in_manifest_order").GetString(), Sha256(weights));
        }
    }

    [Theory]
    [MemberData(nameof(GoldenFamilies.Names), MemberType = typeof(GoldenFamilies))]
    public void Every_tensor_has_the_golden_offset_and_scale_in_all_of_its_rows(string name)
    {
        var family = TeacherFamily.Find(name);
        using JsonDocument golden = GoldenFamilies.Read(family, "recipe_h.json", out JsonElement modules, "resolved");
        foreach (TeacherNetwork network in family.Networks)
        {
            JsonElement resolved = modules.GetProperty(network.Name);
            Assert.Equal(resolved.EnumerateObject().Count(), network.Tensors.Length);
            foreach (TensorSpec tensor in network.Tensors)
            {
                Assert.Equal(
                    resolved.GetProperty(tensor.Key).EnumerateArray().Select(row => new RowRule(row[0].GetInt32(), row[1].GetInt32(), row[2].GetDouble(), row[3].GetDouble())),
                    network.Rules(tensor));
            }
        }
    }

    [Fact]
    public void Weights_of_a_student_face_are_the_golden_ones() => AssertIsStudent("face_morpher", SyntheticWeights.StudentFace());

    [Fact]
    public void Weights_of_a_student_body_are_the_golden_ones() => AssertIsStudent("body_morpher", SyntheticWeights.StudentBody());

    private static JsonDocument Read(string folder, string file) => JsonDocument.Parse(File.ReadAllBytes(TestData.Path("golden", folder, file)));

    private static void AssertIs(JsonElement expected, ulong seed, Tensor tensor)
    {
        Assert.Equal(expected.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32()), tensor.Shape);
        Assert.Equal(expected.GetProperty("seed_hex").GetString(), seed.ToString("x16", null));
        Assert.Equal(
            expected.GetProperty("first4_bits_hex").EnumerateArray().Select(bits => bits.GetString()),
            tensor.Values.Take(4).Select(value => BitConverter.SingleToUInt32Bits(value).ToString("x8", null)));
        Assert.Equal(expected.GetProperty("last").GetSingle(), tensor.Values[^1]);

        // The golden sums were added in another order.
        Assert.Equal(expected.GetProperty("sum").GetDouble(), tensor.Values.Sum(value => (double)value), 1e-6);
        Assert.Equal(expected.GetProperty("l2").GetDouble(), Math.Sqrt(tensor.Values.Sum(value => (double)value * value)), 1e-6);
    }

    private static void AssertIsStudent(string module, StateDict weights)
    {
        using JsonDocument golden = Read("training", $"recipe_{module}.json");
        JsonProperty[] tensors = [.. golden.RootElement.EnumerateObject()];
        Assert.Equal(tensors.Select(tensor => tensor.Name), weights.Entries.Select(entry => entry.Key));
        foreach (JsonProperty tensor in tensors)
        {
            Tensor actual = weights[tensor.Name];
            float[] first = [.. tensor.Value.GetProperty("first8").EnumerateArray().Select(value => value.GetSingle())];
            Assert.Equal(tensor.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32()), actual.Shape);
            Assert.Equal(first, actual.Values[..first.Length]);

            double scale = tensor.Value.GetProperty("scale").GetDouble();
            double offset = tensor.Value.GetProperty("offset").GetDouble();
            ulong seed = RecipeH.Seed(module, tensor.Name);
            Assert.Equal(Enumerable.Range(0, actual.Values.Length).Select(i => RecipeH.Value(seed, i, offset, scale)), actual.Values);
        }
    }

    private static string Sha256(StateDict weights)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach ((_, Tensor tensor) in weights.Entries)
        {
            hash.AppendData(MemoryMarshal.AsBytes(tensor.Values.AsSpan()));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
