using System.Globalization;
using System.Security;
using System.Text;
using Bunraku.Distillation.Logging;

namespace Bunraku.Distillation.Charts;

/// <summary>Draws panels below each other as an SVG picture, which any browser shows and no font is needed for here.</summary>
public static class ChartPicture
{
    private const int Width = 760;
    private const int PanelHeight = 240;
    private const int PlotLeft = 70;
    private const int PlotRight = Width - 190;
    private const int PlotTop = 34;
    private const int PlotBottom = PanelHeight - 40;
    private const int MostPoints = 400;

    /// <summary>Colours that people with any colour vision tell apart. Source: Okabe and Ito, "Color universal design", 2008.</summary>
    private static readonly string[] Colors = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"];

    /// <summary>The picture as SVG text.</summary>
    public static string ToSvg(IReadOnlyList<ChartPanel> panels)
    {
        var svg = new StringBuilder();
        int height = Math.Max(1, panels.Count) * PanelHeight;
        Add(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {height}\" width=\"{Width}\" height=\"{height}\" font-family=\"sans-serif\" font-size=\"12\" fill=\"#333\">");
        Add(svg, $"<rect width=\"{Width}\" height=\"{height}\" fill=\"#fff\"/>");
        for (int i = 0; i < panels.Count; i++)
        {
            Add(svg, $"<g transform=\"translate(0 {i * PanelHeight})\">");
            DrawPanel(svg, panels[i]);
            Add(svg, $"</g>");
        }

        Add(svg, $"</svg>");
        return svg.ToString();
    }

    private static void DrawPanel(StringBuilder svg, ChartPanel panel)
    {
        PanelSeries[] series = [.. panel.Series.Select(line => line.Drawable(panel.IsLogarithmic).Thinned(MostPoints))];
        ChartAxis horizontal = ChartAxis.For([0, .. series.SelectMany(line => line.Points).Select(point => (double)point.ExamplesSeen)], isLogarithmic: false);
        ChartAxis vertical = ChartAxis.For([.. series.SelectMany(line => line.Points).Select(point => point.Value)], panel.IsLogarithmic);
        Add(svg, $"<text x=\"{PlotLeft}\" y=\"20\" font-weight=\"bold\">{Escaped(panel.Title)}</text>");
        foreach (double tick in vertical.Ticks)
        {
            double y = Y(vertical, tick);
            Add(svg, $"<path d=\"M{PlotLeft} {y:F1}H{PlotRight}\" stroke=\"#ddd\"/><text x=\"{PlotLeft - 8}\" y=\"{y + 4:F1}\" text-anchor=\"end\">{Label(tick)}</text>");
        }

        foreach (double tick in horizontal.Ticks)
        {
            double x = X(horizontal, tick);
            Add(svg, $"<path d=\"M{x:F1} {PlotBottom}v5\" stroke=\"#999\"/><text x=\"{x:F1}\" y=\"{PlotBottom + 18}\" text-anchor=\"middle\">{Label(tick)}</text>");
        }

        Add(svg, $"<path d=\"M{PlotLeft} {PlotTop}V{PlotBottom}H{PlotRight}\" fill=\"none\" stroke=\"#999\"/>");
        Add(svg, $"<text x=\"{PlotRight}\" y=\"{PlotBottom + 34}\" text-anchor=\"end\">{Escaped(panel.Horizontal)}</text>");
        for (int i = 0; i < series.Length; i++)
        {
            DrawSeries(svg, series[i], i, horizontal, vertical);
        }
    }

    private static void DrawSeries(StringBuilder svg, PanelSeries series, int index, ChartAxis horizontal, ChartAxis vertical)
    {
        string color = Colors[index % Colors.Length];
        int legend = PlotTop + 8 + (18 * index);
        Add(svg, $"<path d=\"M{PlotRight + 14} {legend}h18\" stroke=\"{color}\" stroke-width=\"2\"/><text x=\"{PlotRight + 38}\" y=\"{legend + 4}\">{Escaped(series.Name)}</text>");
        IEnumerable<string> points = series.Points.Select(point => Text($"{X(horizontal, point.ExamplesSeen):F1} {Y(vertical, point.Value):F1}"));
        Add(svg, $"<polyline points=\"{string.Join(' ', points)}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"1.5\"/>");
        if (series.Points.Count <= 40)
        {
            foreach (CurvePoint point in series.Points)
            {
                Add(svg, $"<circle cx=\"{X(horizontal, point.ExamplesSeen):F1}\" cy=\"{Y(vertical, point.Value):F1}\" r=\"2.5\" fill=\"{color}\"/>");
            }
        }
    }

    private static double X(ChartAxis axis, double value) => PlotLeft + (axis.At(value) * (PlotRight - PlotLeft));

    private static double Y(ChartAxis axis, double value) => PlotBottom - (axis.At(value) * (PlotBottom - PlotTop));

    /// <summary>A number of a tick: 0.05, 20, 150k, 1.5M.</summary>
    private static string Label(double tick) => Math.Abs(tick) switch
    {
        >= 1e6 => Text($"{tick / 1e6:0.###}M"),
        >= 1e4 => Text($"{tick / 1e3:0.###}k"),
        >= 1e-3 or 0 => Text($"{tick:0.####}"),
        _ => Text($"{tick:0.#e-0}"),
    };

    private static string Escaped(string text) => SecurityElement.Escape(text);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static void Add(StringBuilder svg, FormattableString line) => svg.Append(Text(line)).Append('\n');
}
