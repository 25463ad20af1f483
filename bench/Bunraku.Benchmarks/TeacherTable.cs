using Spectre.Console;

namespace Bunraku.Benchmarks;

/// <summary>Shows the measurement of the teacher to people.</summary>
internal static class TeacherTable
{
    public static void Write(IAnsiConsole console, TeacherReport report)
    {
        console.WriteLine();
        console.MarkupLineInterpolated($"[bold]The teacher {report.Family}[/] on libtorch {report.LibTorchVersion}, {report.Threads} threads, {report.Rounds} rounds, {report.Runtime}");
        Grid facts = new Grid().AddColumn().AddColumn(new GridColumn().RightAligned()).AddColumn();
        Add(facts, "a frame, everything new", $"{report.TeacherFrameMs:0} ms", "");
        Add(facts, "its convolutions and matrix products alone", $"{report.TeacherConvolutionsMs:0} ms", $"{report.TeacherProducts} of them; the frame takes {report.TeacherRatio:0.000} times as long");
        Add(facts, "a frame, only the body new", $"{report.BodyOnlyFrameMs:0} ms", "");
        Add(facts, "the face alone", $"{report.FaceOnlyFrameMs:0} ms", "");
        if (report.BFloat16 is { } reduced)
        {
            Add(facts, "in bfloat16, everything new", $"{reduced.FrameMs:0} ms", $"{reduced.Speedup:0.00} times as fast; the worst frame has {reduced.LeastPsnrDb:0.0} dB against float32");
        }

        if (report.Engine is { } engine)
        {
            Add(facts, $"our engine ({engine.Simd}), everything new", $"{engine.EverythingNewMs:0} ms", $"{engine.FrameFmaShare:P0} of the multiply-add peak of {engine.FmaPeakGflops:N0} GFLOP/s");
            Add(facts, "our engine, a new pose", $"{engine.FrameMs:0} ms", $"{engine.Speedup:0.0} times as fast as libtorch");
            Add(facts, "our engine, only the body new", $"{engine.BodyOnlyFrameMs:0} ms", "");
            Add(facts, "our engine, the face alone", $"{engine.FaceOnlyFrameMs:0} ms", "");
            Add(facts, "its pointwise products alone", $"{engine.ProductsMs:0} ms", $"{engine.ProductsGflops:N0} GFLOP/s, {engine.ProductsFmaShare:P0} of the peak");
        }

        Add(facts, "most memory in use", $"{report.PeakMemoryBytes / 1e9:0.00} GB", "");
        console.Write(facts);
    }

    private static void Add(Grid grid, params string[] cells) => grid.AddRow([.. cells.Select(Markup.Escape)]);
}
