using Bunraku.Distillation.Configuration;
using Bunraku.Distillation.Schedules;

namespace Bunraku.Distillation.Training;

/// <summary>How fast a machine trains, teacher included.</summary>
/// <param name="Face">The face network.</param>
/// <param name="Body">The body network.</param>
public sealed record TrainingSpeed(NetworkSpeed Face, NetworkSpeed Body)
{
    /// <summary>What comes before the first step of the body: finding the pixels that any pose can reach, unless that was done before.</summary>
    public TimeSpan SetUp { get; init; }

    /// <summary>Users should know it before they start a longer one.</summary>
    public static TimeSpan LongTraining { get; } = TimeSpan.FromDays(1);

    /// <summary>Whether a schedule is long enough to measure first: no machine needs a day for a shorter one.</summary>
    public static bool IsWorthMeasuring(TrainingSchedule schedule) => schedule.Face.Total + schedule.Body.Total >= 10_000;

    /// <summary>What a training takes at this speed, from its beginning and without any frame in the bank. Drawing sample pictures and measuring students come on top.</summary>
    /// <param name="schedule">How long it is.</param>
    /// <param name="frames">From how many frames it learns; null for a new one in every example.</param>
    public TimeSpan TimeFor(TrainingSchedule schedule, FrameLimits? frames) =>
        SetUp + Face.TimeFor(schedule.Face.Total, frames?.Face) + Body.TimeFor(schedule.Body.Total, frames?.Body);
}
