using System.Text.Json;
using Bunraku.TestSupport;

namespace Bunraku.Benchmarks.Tests;

public sealed class BenchReportTests
{
    /// <summary>The names that scripts rely on.</summary>
    private static readonly string[] PromisedKeys =
    [
        "threads", "simd", "denseMs", "maskedMs", "onnxRuntimeMs", "fmaPeakGflops", "denseGflops", "maskCoverage", "maskedPsnrDb",
        "firstFrameMs", "warmFrameBytes", "fixedDenseMs", "fixedMaskedMs", "fixedPsnrDb",
    ];

    private static readonly BenchReport Report = new()
    {
        Character = "somebody",
        Threads = 2,
        Simd = "512",
        Runtime = ".NET",
        OnnxRuntimeVersion = "1",
        Rounds = 5,
        DenseMs = 100,
        DenseP95Ms = 110,
        MaskedMs = 40,
        MaskedP95Ms = 50,
        FixedDenseMs = 62.5,
        FixedDenseP95Ms = 70,
        FixedMaskedMs = 25,
        FixedMaskedP95Ms = 30,
        FixedPsnrDb = 65,
        OnnxRuntimeMs = 500,
        OnnxRuntimeP95Ms = 550,
        FmaPeakGflops = 400,
        MaskCoverage = 0.3,
        MaskedPsnrDb = 70,
        FirstFrameMs = 300,
        WarmFrameBytes = 0,
        WarmFrameBytesOnCaller = 0,
    };

    [Fact]
    public void The_json_is_one_flat_object_with_the_promised_keys()
    {
        using JsonDocument json = JsonDocument.Parse(Report.ToJson());
        Assert.All(json.RootElement.EnumerateObject(), member => Assert.Contains(member.Value.ValueKind, new[] { JsonValueKind.Number, JsonValueKind.String }));
        Assert.Empty(PromisedKeys.Except(json.RootElement.EnumerateObject().Select(member => member.Name)));
    }

    [Fact]
    public void Every_key_is_in_the_documentation()
    {
        string documentation = File.ReadAllText(Path.Combine(SharedData.Repository, "docs", "performance.md"));
        using JsonDocument json = JsonDocument.Parse(Report.ToJson());
        Assert.All(json.RootElement.EnumerateObject(), member => Assert.Contains($"`{member.Name}`", documentation, StringComparison.Ordinal));
    }

    [Fact]
    public void Rates_and_speedups_follow_from_the_medians()
    {
        Assert.Equal(274.62, Report.DenseGflops, tolerance: 0.01);
        Assert.Equal(0.6866, Report.DenseFmaShare, tolerance: 0.0001);
        Assert.Equal((5, 12.5), (Report.DenseSpeedup, Report.MaskedSpeedup));
        Assert.Equal((8, 20), (Report.FixedDenseSpeedup, Report.FixedMaskedSpeedup));
    }

    [Fact]
    public void Without_fixed_point_its_figures_are_null()
    {
        BenchReport report = Report with { FixedDenseMs = null, FixedMaskedMs = null, FixedPsnrDb = null };
        using JsonDocument json = JsonDocument.Parse(report.ToJson());
        Assert.All(
            ["fixedDenseMs", "fixedMaskedMs", "fixedPsnrDb", "fixedMaskedSpeedup"],
            (string name) => Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty(name).ValueKind));
    }
}
