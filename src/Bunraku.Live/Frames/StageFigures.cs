namespace Bunraku.Live.Frames;

/// <summary>The figures of a <see cref="StageMeter"/>.</summary>
/// <param name="FramesPerSecond">Frames drawn a second, over the last two seconds.</param>
/// <param name="EngineMilliseconds">The median time of the engine for a frame; null before the first.</param>
/// <param name="LatencyMedian">The median time in milliseconds from the arrival of a face until its frame had left for the browser; null before the first.</param>
/// <param name="Latency95">The time that 95 of 100 of them did not exceed.</param>
public sealed record StageFigures(double FramesPerSecond, double? EngineMilliseconds, double? LatencyMedian, double? Latency95);
