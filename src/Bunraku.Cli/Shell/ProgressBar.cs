using Spectre.Console;

namespace Bunraku.Cli.Shell;

/// <summary>A bar on standard error while something long is done, with the time that is left; nothing where nobody watches.</summary>
internal static class ProgressBar
{
    /// <summary>Does the work on another thread, because Ctrl+C is listened to only once a command has returned its task.</summary>
    /// <param name="title">What is being done.</param>
    /// <param name="error">Where the bar is drawn.</param>
    /// <param name="work">The work; it is given what to report the finished share to, 0 to 1.</param>
    public static Task RunAsync(string title, TextWriter error, Action<IProgress<double>> work)
    {
        bool isWatched = Terminal.CanRedraw(error);
        return Task.Run(() =>
        {
            if (isWatched)
            {
                Draw(title, error, work);
            }
            else
            {
                work(new Share(null));
            }
        });
    }

    private static void Draw(string title, TextWriter error, Action<IProgress<double>> work) =>
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) })
            .Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context => work(new Share(context.AddTask(title, maxValue: 1))));

    private sealed class Share(ProgressTask? task) : IProgress<double>
    {
        public void Report(double value) => task?.Value = value;
    }
}
