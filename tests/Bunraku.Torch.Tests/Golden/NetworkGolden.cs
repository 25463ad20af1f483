using System.Text.Json;
using Bunraku.Core.Teachers;
using Bunraku.TestSupport;

namespace Bunraku.Torch.Tests.Golden;

/// <summary>One network alone: its inputs, made by recipe H or listed, and what the original gave.</summary>
internal sealed record NetworkGolden
{
    private readonly JsonElement _root;
    private readonly string _folder;

    public NetworkGolden(TeacherFamily family, string network)
    {
        _folder = family.Publication == TeacherPublication.Tha4
            ? TestData.Path("golden", "teacher", "networks")
            : TestData.Path("golden", "tha3", TeacherGolden.VariantOf(family), "networks");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(_folder, network + ".json")));
        _root = document.RootElement.Clone();
    }

    /// <summary>How far a float64 run may be from the original's.</summary>
    public double DoubleTolerance => _root.GetProperty("tolerance_f64_max_abs").GetDouble();

    /// <summary>The outputs by index: values in float64, the step of rows and columns, and the tolerances of a float32 run.</summary>
    public IEnumerable<(int Index, GoldenArray Values, int Step, (double Maximum, double Mean) Tolerance)> Outputs() =>
        _root.GetProperty("outputs").EnumerateArray().Select(output => (
            output.GetProperty("index").GetInt32(),
            GoldenArray.Read(Path.Combine([_folder, .. output.GetProperty("file").GetString()!.Split('/')])),
            output.GetProperty("stride").GetInt32(),
            Tolerances.Read(output)));

    /// <summary>An input in float32, row-major, with a batch dimension of 1 before its shape.</summary>
    public (long[] Shape, float[] Values) Input(string name)
    {
        JsonElement input = _root.GetProperty("inputs").EnumerateArray().Single(entry => entry.GetProperty("name").GetString() == name);
        long[] shape = [1, .. input.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())];
        if (input.TryGetProperty("values", out JsonElement listed))
        {
            return (shape, [.. listed.EnumerateArray().Select(value => value.GetSingle())]);
        }

        float[] values = new float[shape.Aggregate(1L, (product, size) => product * size)];
        RecipeH.Fill(values, RecipeH.Seed(input.GetProperty("seed_text").GetString()!), 0, input.GetProperty("offset").GetDouble(), input.GetProperty("scale").GetDouble());
        Assert.Equal(input.GetProperty("first4").EnumerateArray().Select(value => value.GetSingle()), values.Take(4));
        Assert.Equal(input.GetProperty("last").GetSingle(), values[^1]);
        return (shape, values);
    }
}
