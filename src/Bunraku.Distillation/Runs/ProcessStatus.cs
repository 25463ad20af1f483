namespace Bunraku.Distillation.Runs;

/// <summary>How fast one process of several is.</summary>
/// <param name="Host">The name of its machine.</param>
/// <param name="StepSeconds">What it computes at a step, in seconds, without waiting for others: the mean of about the last 50 steps.</param>
public sealed record ProcessStatus(string Host, double StepSeconds);
