namespace Bunraku.Distillation.Charts;

/// <summary>A pair of axes with lines. The x axis is examples seen.</summary>
/// <param name="Title">What stands above it, with the unit.</param>
/// <param name="Series">The lines.</param>
/// <param name="IsLogarithmic">Whether the y axis is; values that are not above 0 are then left out.</param>
public sealed record ChartPanel(string Title, IReadOnlyList<PanelSeries> Series, bool IsLogarithmic = false);
