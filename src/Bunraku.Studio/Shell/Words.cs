using System.Globalization;
using Bunraku.Core.Errors;

namespace Bunraku.Studio.Shell;

/// <summary>Numbers as a person reads them.</summary>
internal static class Words
{
    /// <summary>An expected time, no more exact than it is known: <c>3 days 4 h</c>, <c>2 h 05 min</c>, <c>50 min</c>, <c>40 s</c>.</summary>
    public static Phrase Time(TimeSpan time) => time switch
    {
        { TotalDays: >= 365 } => Phrase.Of("more than a year"),
        { TotalDays: >= 2 } => Phrase.Of($"{time.Days} days {time.Hours} h"),
        { TotalDays: >= 1 } => Phrase.Of($"{time.Days} day {time.Hours} h"),
        { TotalMinutes: >= 59.5 } when Rounded(time, 5) is var rounded => Phrase.Of($"{rounded.Hours + (24 * rounded.Days)} h {rounded.Minutes:00} min"),
        { TotalMinutes: >= 1 } => Phrase.Of($"{Math.Round(time.TotalMinutes)} min"),
        _ => Phrase.Of($"{Math.Max(0, time.Seconds)} s"),
    };

    /// <summary>A time that is only estimated: <c>3 days</c>, <c>5 hours</c>, <c>40 minutes</c>.</summary>
    public static Phrase Roughly(TimeSpan time) => time switch
    {
        { TotalDays: >= 365 } => Phrase.Of("more than a year"),
        { TotalHours: >= 36 } => Phrase.Of($"{time.TotalDays:0} days"),
        { TotalMinutes: >= 90 } => Phrase.Of($"{time.TotalHours:0} hours"),
        _ => Phrase.Of($"{Math.Max(5, Rounded(time, 5).TotalMinutes):0} minutes"),
    };

    /// <summary>Examples a second, or seconds an example where that is clearer.</summary>
    public static Phrase Rate(double perSecond) => perSecond switch
    {
        >= 10 => Phrase.Of($"{perSecond:0} examples/s"),
        >= 0.1 => Phrase.Of($"{perSecond:0.##} examples/s"),
        > 0 => Phrase.Of($"{1 / perSecond:0} s an example"),
        _ => Phrase.Verbatim("–"),
    };

    /// <summary>A count with its thousands marked.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static TimeSpan Rounded(TimeSpan time, int minutes) => TimeSpan.FromMinutes(minutes * Math.Round(time.TotalMinutes / minutes));
}
