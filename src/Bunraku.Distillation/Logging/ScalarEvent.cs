namespace Bunraku.Distillation.Logging;

/// <summary>One logged number.</summary>
/// <param name="WallTime">When it was written: seconds since 1970, UTC.</param>
/// <param name="Step">Where on the x axis: examples seen.</param>
/// <param name="Tag">What it is; see <see cref="TrainingTags"/>.</param>
/// <param name="Value">The number.</param>
public readonly record struct ScalarEvent(double WallTime, long Step, string Tag, float Value);
