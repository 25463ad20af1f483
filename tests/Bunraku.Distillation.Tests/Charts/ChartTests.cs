using System.Globalization;
using System.Xml.Linq;
using Bunraku.Distillation.Charts;
using Bunraku.Distillation.Logging;

namespace Bunraku.Distillation.Tests.Charts;

public sealed class ChartTests
{
    [Theory]
    [InlineData(0, 0.97, "0 0.2 0.4 0.6 0.8 1")]
    [InlineData(18.2, 34.9, "15 20 25 30 35")]
    [InlineData(0, 1_500_000, "0 500000 1000000 1500000")]
    [InlineData(5, 5, "5 5.1 5.2 5.3 5.4 5.5")]
    [InlineData(0, 0, "0 0.2 0.4 0.6 0.8 1")]
    [InlineData(0.25, 0.25, "0.25 0.255 0.26 0.265 0.27 0.275")]
    public void A_linear_axis_has_ticks_at_round_numbers_around_its_values(double low, double high, string ticks) =>
        Assert.Equal(ticks, TicksOf(low, high, isLogarithmic: false));

    [Theory]
    [InlineData(0.012, 4, "0.01 0.1 1 10")]
    [InlineData(0.3, 0.9, "0.2 0.5 1")]
    [InlineData(0.001, 0.1, "0.001 0.002 0.005 0.01 0.02 0.05 0.1")]
    [InlineData(0.5, 0.5, "0.5 1")]
    public void A_logarithmic_axis_has_ticks_at_decades_or_between(double low, double high, string ticks) =>
        Assert.Equal(ticks, TicksOf(low, high, isLogarithmic: true));

    [Fact]
    public void A_value_is_where_it_should_be_between_the_ends()
    {
        Assert.Equal(0.25, ChartAxis.For([0, 4], isLogarithmic: false).At(1), 12);
        Assert.Equal(0.5, ChartAxis.For([0.01, 1], isLogarithmic: true).At(0.1), 12);
    }

    [Fact]
    public void A_picture_has_every_line_where_its_values_are()
    {
        var series = new PanelSeries("loss & more", [new(0, 0), new(50, 2), new(100, 4)]);
        XElement svg = XElement.Parse(ChartPicture.ToSvg([new ChartPanel("Loss", [series]), new ChartPanel("Empty", [])]));
        XNamespace names = "http://www.w3.org/2000/svg";

        // The plot is 500 wide from 70, 166 high from 34.
        string points = Assert.Single(svg.Descendants(names + "polyline")).Attribute("points")!.Value;
        Assert.Equal("70.0 200.0 320.0 117.0 570.0 34.0", points);
        string[] texts = [.. svg.Descendants(names + "text").Select(text => text.Value)];
        Assert.Contains("loss & more", texts);
        Assert.Contains("Loss", texts);
        Assert.Contains("Empty", texts);
    }

    [Fact]
    public void What_a_logarithm_does_not_have_is_left_out()
    {
        var series = new PanelSeries("loss", [new(0, 0), new(50, 1), new(75, double.NaN), new(100, 10)]);
        string svg = ChartPicture.ToSvg([new ChartPanel("Loss", [series], IsLogarithmic: true)]);

        Assert.DoesNotContain("NaN", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("∞", svg, StringComparison.Ordinal);
        Assert.Equal(2, XElement.Parse(svg).Descendants("{http://www.w3.org/2000/svg}circle").Count());
    }

    [Fact]
    public void A_long_line_is_thinned_to_means()
    {
        var series = new PanelSeries("loss", [.. Enumerable.Range(0, 1000).Select(i => new CurvePoint(8 * i, i))]);
        PanelSeries thin = series.Thinned(10);

        Assert.Equal(10, thin.Points.Count);
        Assert.Equal(49.5, thin.Points[0].Value);
        Assert.Equal(949.5, thin.Points[^1].Value);
        Assert.Same(series, series.Thinned(1000));
    }

    [Fact]
    public void A_picture_reads_the_same_in_every_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            culture.NumberFormat.NumberDecimalSeparator = ",";
            CultureInfo.CurrentCulture = culture;
            Assert.Contains("0.5", ChartPicture.ToSvg([new ChartPanel("x", [new PanelSeries("y", [new(0, 0), new(1, 0.5)])])]), StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static string TicksOf(double low, double high, bool isLogarithmic) => string.Join(
        ' ', ChartAxis.For([low, high], isLogarithmic).Ticks.Select(tick => Math.Round(tick, 9).ToString("0.######", CultureInfo.InvariantCulture)));
}
