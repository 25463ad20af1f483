using Spectre.Console;

namespace Bunraku.Benchmarks;

/// <summary>Shows the measurement of training steps to people.</summary>
internal static class TrainingTable
{
    public static void Write(IAnsiConsole console, TrainingReport report)
    {
        console.WriteLine();
        console.MarkupLineInterpolated($"[bold]Training steps of one example[/], {report.Threads} threads, SIMD width {report.Simd}, {report.Rounds} rounds, {report.Runtime}");
        Table table = new Table().Border(TableBorder.Rounded).AddColumn("step");
        table.AddColumn(new TableColumn("ms").RightAligned()).AddColumn(new TableColumn("times libtorch").RightAligned());
        table.AddRow("body, libtorch", $"{report.BodyTorchMs:0}", "1.0");
        table.AddRow("body, Bunraku, every pixel", $"{report.BodySimdMs:0}", $"{report.BodySpeedup:0.0}");
        table.AddRow("body, Bunraku, support sampling", $"{report.BodySimdSparseMs:0}", $"{report.BodySparseSpeedup:0.0}");
        table.AddRow("face, libtorch", $"{report.FaceTorchMs:0}", "1.0");
        table.AddRow("face, Bunraku", $"{report.FaceSimdMs:0}", $"{report.FaceSpeedup:0.0}");
        table.AddRow("face, Bunraku, pixels sampled", $"{report.FaceSimdSparseMs:0}", $"{report.FaceSparseSpeedup:0.0}");
        console.Write(table);
        console.MarkupLineInterpolated($"With every pixel the body's step reaches {report.BodyFmaShare:P0} and the face's {report.FaceFmaShare:P0} of this machine's multiply-add peak, {report.FmaPeakGflops:0} GFLOP/s; at the peak itself they would be {report.BodySpeedupAtPeak:0.0} and {report.FaceSpeedupAtPeak:0.0} times as fast as libtorch.");
        console.MarkupLineInterpolated($"The support mask covers {report.MaskCoverage:P1} of the frame; its blocks are computed with probability {report.Inside}, the others with {report.Outside}; runs of the face's pixels on its mask with {report.FaceMask}, the others with {report.FaceRest}.");
    }
}
