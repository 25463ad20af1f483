namespace Bunraku.Distillation.Charts;

/// <summary>A pair of axes with lines.</summary>
/// <param name="Title">What stands above it, with the unit.</param>
/// <param name="Series">The lines.</param>
/// <param name="IsLogarithmic">Whether the y axis is; values that are not above 0 are then left out.</param>
/// <param name="Horizontal">What the x axis shows.</param>
public sealed record ChartPanel(string Title, IReadOnlyList<PanelSeries> Series, bool IsLogarithmic = false, string Horizontal = "examples seen");
