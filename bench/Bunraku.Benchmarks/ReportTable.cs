using Spectre.Console;

namespace Bunraku.Benchmarks;

/// <summary>Shows a report to people.</summary>
internal static class ReportTable
{
    public static void Write(IAnsiConsole console, BenchReport report)
    {
        console.WriteLine();
        console.MarkupLineInterpolated($"[bold]{report.Character}[/], {report.Threads} threads, SIMD width {report.Simd}, {report.Rounds} rounds, {report.Runtime}");
        var frames = new Table().Border(TableBorder.Rounded).AddColumn("frame");
        foreach (string heading in new[] { "p50 ms", "p95 ms", "frames/s", "times ONNX Runtime" })
        {
            frames.AddColumn(new TableColumn(heading).RightAligned());
        }

        AddFrame(frames, report, "Bunraku, every pixel", report.DenseMs, report.DenseP95Ms);
        AddFrame(frames, report, "Bunraku, support mask", report.MaskedMs, report.MaskedP95Ms);
        AddFrame(frames, report, "fixed point, every pixel", report.FixedDenseMs, report.FixedDenseP95Ms);
        AddFrame(frames, report, "fixed point, support mask", report.FixedMaskedMs, report.FixedMaskedP95Ms);
        AddFrame(frames, report, $"ONNX Runtime {report.OnnxRuntimeVersion}", report.OnnxRuntimeMs, report.OnnxRuntimeP95Ms);
        console.Write(frames);

        Grid facts = new Grid().AddColumn().AddColumn();
        AddFact(facts, "multiply-add peak", $"{report.FmaPeakGflops:N0} GFLOP/s on {report.Threads} threads");
        AddFact(facts, "the dense frame reaches", $"{report.DenseGflops:N0} GFLOP/s, {report.DenseFmaShare:P1} of the peak");
        AddFact(facts, "support mask", $"{report.MaskCoverage:P1} of the pixels");
        AddFact(facts, "masked against dense", report.MaskedPsnrDb >= FrameComparison.IdenticalDb
            ? "identical inside the character"
            : $"{report.MaskedPsnrDb:0.0} dB inside the character (worst pose)");
        AddFact(facts, "fixed point against float32", report.FixedPsnrDb is { } decibels
            ? $"{decibels:0.0} dB inside the character (worst pose)"
            : "not available on this processor or for this character");
        AddFact(facts, "first frame", $"{report.FirstFrameMs:0} ms after process start");
        AddFact(facts, "a warm frame allocates", $"{report.WarmFrameBytes:0} bytes");
        console.Write(facts);
    }

    private static void AddFrame(Table table, BenchReport report, string name, double? median, double? p95)
    {
        if (median is not null)
        {
            table.AddRow(Markup.Escape(name), $"{median:0.0}", $"{p95:0.0}", $"{1000 / median:0.0}", $"{report.OnnxRuntimeMs / median:0.0}");
        }
    }

    private static void AddFact(Grid grid, string name, string value) => grid.AddRow(Markup.Escape(name), Markup.Escape(value));
}
