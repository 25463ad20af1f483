using System.Text.Json;

namespace Bunraku.Torch.Tests.Golden;

/// <summary>How far the outputs may be from the original's float64 run.</summary>
internal static class Tolerances
{
    /// <summary>For the whole chain in float32, by the output's index.</summary>
    public static IReadOnlyDictionary<int, (double Maximum, double Mean)> WholeChain(string folder)
    {
        using JsonDocument document = TeacherGolden.Parse(folder, "tolerances.json");
        return document.RootElement.GetProperty("outputs").EnumerateArray().ToDictionary(IndexOf, Read);
    }

    /// <summary>For the whole chain in float64, any output.</summary>
    public static double Double(string folder)
    {
        using JsonDocument document = TeacherGolden.Parse(folder, "tolerances.json");
        return document.RootElement.GetProperty("tolerance_f64_max_abs").GetDouble();
    }

    private static int IndexOf(JsonElement entry) => entry.GetProperty("index").GetInt32();

    /// <summary>The largest and the mean difference that the entry of an output allows.</summary>
    public static (double Maximum, double Mean) Read(JsonElement entry) =>
        (entry.GetProperty("tolerance_max_abs").GetDouble(), entry.GetProperty("tolerance_mean_abs").GetDouble());
}
