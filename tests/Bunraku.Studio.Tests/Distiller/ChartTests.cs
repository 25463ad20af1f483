using Bunit;
using Bunraku.Studio.Features.Distiller.Charts;

namespace Bunraku.Studio.Tests.Distiller;

public sealed class ChartTests : BunitContext
{
    [Fact]
    public void A_constant_curve_stays_constant_when_it_is_smoothed()
    {
        ChartPoint[] points = [.. Enumerable.Range(0, 20).Select(i => new ChartPoint(i, 3))];

        Assert.All(Smoothing.Apply(points, 0.95), point => Assert.Equal(3, point.Y, 9));
    }

    [Fact]
    public void Thinning_keeps_the_mean()
    {
        ChartPoint[] points = [.. Enumerable.Range(0, 1000).Select(i => new ChartPoint(i, i % 10))];
        IReadOnlyList<ChartPoint> thin = Smoothing.Thin(points, 100);

        Assert.Equal(100, thin.Count);
        Assert.All(thin, point => Assert.Equal(4.5, point.Y, 9));
    }

    [Fact]
    public void The_logarithmic_scale_marks_powers_of_ten()
    {
        var scale = new ChartScale(0.002, 3, 0, 100, isLogarithmic: true);

        Assert.Equal([0.01, 0.1, 1], scale.Marks(4).Select(mark => Math.Round(mark, 6)));
        Assert.Equal(0, scale.At(0.002), 9);
        Assert.Equal(100, scale.At(3), 9);
    }

    [Fact]
    public void A_short_stretch_of_the_logarithmic_scale_has_marks_between_the_powers()
    {
        Assert.Equal([0.05, 0.1, 0.2, 0.5, 1], new ChartScale(0.04, 1.5, 0, 100, isLogarithmic: true).Marks(4).Select(mark => Math.Round(mark, 6)));
        Assert.True(new ChartScale(1e-4, 1e-4, 0, 100, isLogarithmic: true).Marks(4).Count() >= 2);
    }

    [Fact]
    public void A_single_point_is_seen()
    {
        IRenderedComponent<CurveChart> chart = Render<CurveChart>(p => p.Add(c => c.Title, "Loss").Add(c => c.Series, [new("loss", [new(0, 1)])]));

        Assert.Single(chart.FindAll("circle"));
        Assert.Empty(chart.FindAll("polyline"));
    }

    [Fact]
    public void A_single_value_has_room_around_it() => Assert.Equal(50, new ChartScale(7, 7, 0, 100, isLogarithmic: false).At(7), 9);

    [Fact]
    public void Values_that_a_scale_cannot_show_are_left_out()
    {
        ChartSeries series = new("loss", [new(0, 1), new(1, double.NaN), new(2, 0), new(3, 0.1)]);

        IRenderedComponent<CurveChart> chart = Render<CurveChart>(p => p.Add(c => c.Title, "Loss").Add(c => c.Series, [series]).Add(c => c.Logarithmic, true));

        Assert.Equal(2, chart.Find("polyline").GetAttribute("points")!.Split(' ').Length);
    }

    [Fact]
    public void Without_a_point_the_chart_says_so() =>
        Assert.Contains("Nothing yet", Render<CurveChart>(p => p.Add(c => c.Title, "Loss").Add(c => c.Series, [new("loss", [])])).Markup, StringComparison.Ordinal);
}
