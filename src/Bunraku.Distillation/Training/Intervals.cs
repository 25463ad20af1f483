namespace Bunraku.Distillation.Training;

/// <summary>Things that are done each time another so many examples were shown.</summary>
internal static class Intervals
{
    /// <summary>Whether a step reached or passed a multiple of the interval; never for null.</summary>
    public static bool IsDue(int? interval, long before, long after) => interval is { } length && after >= ((before / length) + 1) * length;
}
