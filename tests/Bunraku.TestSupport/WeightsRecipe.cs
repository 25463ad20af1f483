using System.Text.Json;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Teachers;

namespace Bunraku.TestSupport;

/// <summary>Makes the weights of a network up by recipe H, as a recipe file of the golden data says.</summary>
internal static class WeightsRecipe
{
    /// <summary>Makes a network's weights and checks the first values of every tensor.</summary>
    /// <param name="network">The recipe of its tensors, in the order of the state dictionary.</param>
    /// <param name="seedText">What is hashed before a slash and a tensor's key.</param>
    public static StateDict Follow(JsonElement network, string seedText) => new(network.EnumerateObject().Select(tensor => Tensor(tensor, seedText)));

    private static KeyValuePair<string, Tensor> Tensor(JsonProperty tensor, string seedText)
    {
        int[] shape = [.. tensor.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32())];
        float[] values = new float[shape.Aggregate(1, (product, size) => product * size)];
        int rowLength = values.Length / shape[0];
        foreach ((int from, int to, double offset, double scale) in Rows(tensor.Value, shape[0]))
        {
            RecipeH.Fill(values.AsSpan(from * rowLength, (to - from) * rowLength), RecipeH.Seed(seedText, tensor.Name), from * rowLength, offset, scale);
        }

        float[] first = [.. tensor.Value.GetProperty("first8").EnumerateArray().Select(value => value.GetSingle())];
        Xunit.Assert.Equal(first, values[..first.Length]);
        return new(tensor.Name, new Tensor(shape, values));
    }

    /// <summary>The ranges of rows with their offset and scale: one range of all rows where the recipe has no list.</summary>
    private static IEnumerable<(int From, int To, double Offset, double Scale)> Rows(JsonElement tensor, int count) =>
        tensor.TryGetProperty("rows", out JsonElement rows)
            ? rows.EnumerateArray().Select(row => (row[0].GetInt32(), row[1].GetInt32(), row[2].GetDouble(), row[3].GetDouble()))
            : [(0, count, tensor.GetProperty("offset").GetDouble(), tensor.GetProperty("scale").GetDouble())];
}
