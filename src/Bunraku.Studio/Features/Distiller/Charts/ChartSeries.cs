namespace Bunraku.Studio.Features.Distiller.Charts;

/// <summary>One curve.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Points">Its points, x rising.</param>
public sealed record ChartSeries(string Name, IReadOnlyList<ChartPoint> Points);

/// <summary>A point of a curve.</summary>
public readonly record struct ChartPoint(double X, double Y);
