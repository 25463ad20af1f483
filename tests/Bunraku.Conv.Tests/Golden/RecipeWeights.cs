using System.Text.Json;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Teachers;
using Bunraku.TestSupport;

namespace Bunraku.Conv.Tests.Golden;

/// <summary>The weights of <c>separable</c> by recipe H, made once a process.</summary>
internal static class RecipeWeights
{
    private const string Variant = "separable";
    private static readonly Lazy<IReadOnlyDictionary<string, StateDict>> Made = new(Make);

    public static IReadOnlyDictionary<string, StateDict> Networks => Made.Value;

    public static SeparableWeights Weights { get; } = new(Networks);

    private static Dictionary<string, StateDict> Make()
    {
        using JsonDocument manifest = Parse("manifest.json"), recipe = Parse("recipe_h.json");
        JsonElement modules = manifest.RootElement.GetProperty("variants").GetProperty(Variant).GetProperty("modules");
        JsonElement resolved = recipe.RootElement.GetProperty("resolved").GetProperty(Variant);
        return modules.EnumerateObject().ToDictionary(
            network => network.Name,
            network => new StateDict(network.Value.EnumerateArray().AsParallel().AsOrdered().Select(entry => Tensor(network.Name, entry, resolved.GetProperty(network.Name)))),
            StringComparer.Ordinal);
    }

    private static KeyValuePair<string, Tensor> Tensor(string network, JsonElement entry, JsonElement recipe)
    {
        string key = entry.GetProperty("key").GetString()!;
        int[] shape = [.. entry.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32())];
        JsonElement rule = Assert.Single(recipe.GetProperty(key).EnumerateArray());
        float[] values = new float[shape.Aggregate(1, (product, size) => product * size)];
        RecipeH.Fill(values, RecipeH.Seed($"tha3_{Variant}/{network}", key), 0, rule[2].GetDouble(), rule[3].GetDouble());
        return new(key, new Tensor(shape, values));
    }

    private static JsonDocument Parse(string file) => JsonDocument.Parse(File.ReadAllBytes(TestData.Path("golden", "tha3", file)));
}
