using Bunraku.Distillation.Schedules;

namespace Bunraku.Distillation.Training;

/// <summary>How fast a machine trains, teacher included.</summary>
/// <param name="FaceExamplesPerSecond">Above 0.</param>
/// <param name="BodyExamplesPerSecond">Above 0.</param>
public sealed record TrainingSpeed(double FaceExamplesPerSecond, double BodyExamplesPerSecond)
{
    /// <summary>Whoever starts something longer should know it.</summary>
    public static TimeSpan LongTraining { get; } = TimeSpan.FromDays(1);

    /// <summary>Whether a schedule is long enough to measure first: no machine needs a day for a shorter one.</summary>
    public static bool IsWorthMeasuring(TrainingSchedule schedule) => schedule.Face.Total + schedule.Body.Total >= 10_000;

    /// <summary>What a schedule takes at this speed; sample pictures, checkpoints and measurements of quality come on top.</summary>
    public TimeSpan TimeFor(TrainingSchedule schedule) =>
        TimeSpan.FromSeconds((schedule.Face.Total / FaceExamplesPerSecond) + (schedule.Body.Total / BodyExamplesPerSecond));
}
