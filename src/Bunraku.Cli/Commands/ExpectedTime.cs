using System.CommandLine;
using System.Globalization;
using Bunraku.Cli.Shell;
using Bunraku.Distillation.Training;

namespace Bunraku.Cli.Commands;

/// <summary>Says how long a new training takes, and asks before one of more than a day.</summary>
internal static class ExpectedTime
{
    /// <summary>Whether to start. Where nobody can answer, the answer is yes.</summary>
    /// <param name="expected">The time; null where it is not known.</param>
    /// <param name="isSure">Whether the user has said yes already.</param>
    /// <param name="console">Where to say it.</param>
    /// <param name="stop">Ends the question.</param>
    public static Task<bool> IsAcceptedAsync(TimeSpan? expected, bool isSure, InvocationConfiguration console, CancellationToken stop)
    {
        bool canAnswer = !Console.IsInputRedirected && Terminal.CanRedraw(console.Error);
        return IsAcceptedAsync(expected, canAnswer && !isSure ? Console.In : null, console.Error, stop);
    }

    /// <param name="expected">The time; null where it is not known.</param>
    /// <param name="answers">Where the user answers; null for nobody.</param>
    /// <param name="error">Where to say it.</param>
    /// <param name="stop">Ends the question.</param>
    internal static async Task<bool> IsAcceptedAsync(TimeSpan? expected, TextReader? answers, TextWriter error, CancellationToken stop)
    {
        if (expected is not { } time)
        {
            return true;
        }

        error.WriteLine($"The training takes about {Words(time)} on this machine. Stop it with Ctrl+C; the same command resumes it.");
        if (time < TrainingSpeed.LongTraining)
        {
            return true;
        }

        error.WriteLine("That is more than a day. The option --preset standard takes a shorter schedule.");
        if (answers is null)
        {
            return true;
        }

        error.Write("Start it? [y/N] ");
        error.Flush();
        string? answer = await Task.Run(answers.ReadLine, stop).WaitAsync(stop);
        return answer?.Trim().ToUpperInvariant() is "Y" or "YES";
    }

    /// <summary>A time in its two largest units.</summary>
    public static string Words(TimeSpan time) => time switch
    {
        { TotalDays: >= 1 } => Invariant($"{time.Days} {(time.Days == 1 ? "day" : "days")} {time.Hours} h"),
        { TotalHours: >= 1 } => Invariant($"{time.Hours} h {time.Minutes:00} min"),
        _ => Invariant($"{(int)time.TotalMinutes}:{time.Seconds:00} min"),
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
