namespace Bunraku.Benchmarks;

/// <summary>How many frames several posers draw when each wants as many as it can get.</summary>
/// <param name="Posers">Posers, each called from a separate thread.</param>
/// <param name="Threads">Threads that each poser computes with.</param>
/// <param name="FramesPerSecond">Frames a second of all posers together.</param>
/// <param name="SlowestPoser">Frames a second of the poser that got fewest.</param>
/// <param name="P95Ms">The 95th percentile of a frame's time, waiting included.</param>
internal sealed record PosersReport(int Posers, int Threads, double FramesPerSecond, double SlowestPoser, double P95Ms);
