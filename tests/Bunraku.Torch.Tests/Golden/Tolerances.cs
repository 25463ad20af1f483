using System.Text.Json;

namespace Bunraku.Torch.Tests.Golden;

/// <summary>How far the outputs may be from the original's float64 run.</summary>
internal static class Tolerances
{
    /// <summary>For the whole chain in float32, by the output's index.</summary>
    public static IReadOnlyDictionary<int, (double Maximum, double Mean)> WholeChain()
    {
        using JsonDocument document = TeacherGolden.Parse("tolerances.json");
        return document.RootElement.GetProperty("outputs").EnumerateArray().ToDictionary(IndexOf, Read);
    }

    /// <summary>For every network alone in float32, by the output's index.</summary>
    public static IReadOnlyDictionary<int, (double Maximum, double Mean)> Isolated()
    {
        using JsonDocument document = TeacherGolden.Parse("tolerances_isolated.json");
        return document.RootElement.GetProperty("networks").EnumerateObject().SelectMany(network => network.Value.EnumerateArray()).ToDictionary(IndexOf, Read);
    }

    /// <summary>For the whole chain in float64, any output.</summary>
    public static double Double()
    {
        using JsonDocument document = TeacherGolden.Parse("tolerances.json");
        return document.RootElement.GetProperty("tolerance_f64_max_abs").GetDouble();
    }

    private static int IndexOf(JsonElement entry) => entry.GetProperty("index").GetInt32();

    private static (double Maximum, double Mean) Read(JsonElement entry) =>
        (entry.GetProperty("tolerance_max_abs").GetDouble(), entry.GetProperty("tolerance_mean_abs").GetDouble());
}
