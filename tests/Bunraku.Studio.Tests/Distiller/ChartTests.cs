using Bunit;
using Bunraku.Distillation.Charts;
using Bunraku.Distillation.Logging;
using Bunraku.Studio.Features.Distiller.Charts;
using Bunraku.Studio.Languages;
using Microsoft.Extensions.DependencyInjection;

namespace Bunraku.Studio.Tests.Distiller;

public sealed class ChartTests : BunitContext
{
    public ChartTests() => Services.AddScoped<Texts>();

    [Fact]
    public void A_constant_curve_stays_constant_when_it_is_smoothed()
    {
        CurvePoint[] points = [.. Enumerable.Range(0, 20).Select(i => new CurvePoint(i, 3))];

        Assert.All(Smoothing.Apply(points, 0.95), point => Assert.Equal(3, point.Value, 9));
    }

    [Fact]
    public void A_single_point_is_seen()
    {
        IRenderedComponent<CurveChart> chart = Render<CurveChart>(p => p.Add(c => c.Title, "Loss").Add(c => c.Series, [new("loss", [new(0, 1)])]));

        Assert.Single(chart.FindAll("circle"));
        Assert.Empty(chart.FindAll("polyline"));
    }

    [Fact]
    public void Values_that_a_scale_cannot_show_are_left_out()
    {
        PanelSeries series = new("loss", [new(0, 1), new(1, double.NaN), new(2, 0), new(3, 0.1)]);

        IRenderedComponent<CurveChart> chart = Render<CurveChart>(p => p.Add(c => c.Title, "Loss").Add(c => c.Series, [series]).Add(c => c.Logarithmic, true));

        Assert.Equal(2, chart.Find("polyline").GetAttribute("points")!.Split(' ').Length);
    }

    [Fact]
    public void Without_a_point_the_chart_says_so() =>
        Assert.Contains("Nothing yet", Render<CurveChart>(p => p.Add(c => c.Title, "Loss").Add(c => c.Series, [new("loss", [])])).Markup, StringComparison.Ordinal);
}
