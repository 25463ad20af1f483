namespace Bunraku.Distillation.Logging;

/// <summary>A number over the course of a training.</summary>
/// <param name="ExamplesSeen">The x axis.</param>
/// <param name="Value">The y axis.</param>
public readonly record struct CurvePoint(long ExamplesSeen, double Value);
