using System.Globalization;
using Spectre.Console;

namespace Bunraku.Benchmarks;

/// <summary>Shows the measurement of a distillation to people.</summary>
internal static class DistillTable
{
    public static void Write(IAnsiConsole console, DistillReport report)
    {
        console.WriteLine();
        console.MarkupLineInterpolated($"[bold]Distilling from tha4[/] with {report.Threads} threads, {report.Runtime}");
        Grid facts = new Grid().AddColumn().AddColumn(new GridColumn().RightAligned());
        Add("a frame of the teacher for the body", $"{report.TeacherFrameMs:0} ms");
        if (report.TeacherBfloat16FrameMs is { } reduced)
        {
            Add("the same in bfloat16", $"{reduced:0} ms");
        }

        Add("a frame of the teacher for the face", $"{report.FaceTeacherMs:0} ms");
        Add($"a step of the body, {report.BatchSize} examples", $"{report.BodyStepMs:0} ms");
        Add($"a step of the face, {report.BatchSize} examples", $"{report.FaceStepMs:0} ms");
        Add("expected time of the preset quick", Hours(report.QuickSeconds));
        Add("expected time of the preset standard", Hours(report.StandardSeconds));
        Add("expected time of the preset fine", Hours(report.FineSeconds));
        console.Write(facts);

        void Add(string what, FormattableString value) => facts.AddRow(Markup.Escape(what), Markup.Escape(value.ToString(CultureInfo.InvariantCulture)));
    }

    private static FormattableString Hours(double seconds) => $"{(int)(seconds / 3600)} h {(int)(seconds / 60) % 60:00} min";
}
