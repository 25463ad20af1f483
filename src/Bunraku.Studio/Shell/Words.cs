using System.Globalization;

namespace Bunraku.Studio.Shell;

/// <summary>Numbers as a person reads them.</summary>
internal static class Words
{
    /// <summary>An expected time, no more exact than it is known: <c>3 days 4 h</c>, <c>2 h 05 min</c>, <c>50 min</c>, <c>40 s</c>.</summary>
    public static string Time(TimeSpan time) => time switch
    {
        { TotalDays: >= 365 } => "more than a year",
        { TotalDays: >= 1 } => Invariant($"{time.Days} {(time.Days == 1 ? "day" : "days")} {time.Hours} h"),
        { TotalMinutes: >= 59.5 } when Rounded(time, 5) is var rounded => Invariant($"{rounded.Hours + (24 * rounded.Days)} h {rounded.Minutes:00} min"),
        { TotalMinutes: >= 1 } => Invariant($"{Math.Round(time.TotalMinutes)} min"),
        _ => Invariant($"{Math.Max(0, time.Seconds)} s"),
    };

    /// <summary>A time that is only estimated: <c>3 days</c>, <c>5 hours</c>, <c>40 minutes</c>.</summary>
    public static string Roughly(TimeSpan time) => time switch
    {
        { TotalDays: >= 365 } => "more than a year",
        { TotalHours: >= 36 } => Invariant($"{time.TotalDays:0} days"),
        { TotalMinutes: >= 90 } => Invariant($"{time.TotalHours:0} hours"),
        _ => Invariant($"{Math.Max(5, Rounded(time, 5).TotalMinutes):0} minutes"),
    };

    /// <summary>Examples a second, or seconds an example where that is clearer.</summary>
    public static string Rate(double perSecond) => perSecond switch
    {
        >= 10 => Invariant($"{perSecond:0} examples/s"),
        >= 0.1 => Invariant($"{perSecond:0.##} examples/s"),
        > 0 => Invariant($"{1 / perSecond:0} s an example"),
        _ => "–",
    };

    /// <summary>A count with its thousands marked.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static TimeSpan Rounded(TimeSpan time, int minutes) => TimeSpan.FromMinutes(minutes * Math.Round(time.TotalMinutes / minutes));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
