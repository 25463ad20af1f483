using Bunraku.Cli.Shell;
using Bunraku.Distillation.Runs;
using Bunraku.Distillation.Training;

namespace Bunraku.Cli.Commands;

/// <summary>
/// Shows how a training goes: in a terminal one line with a bar, drawn over and never wider than the terminal; elsewhere a line now and then. Other lines appear
/// above it.
/// </summary>
internal sealed class DistillerView : IDisposable
{
    private const int BarWidth = 24;
    private static readonly TimeSpan DrawEvery = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(10);

    private readonly TextWriter _error;
    private readonly Func<int> _columns;
    private readonly TimeProvider _time;
    private long? _drawn;
    private int _width;

    public DistillerView(TextWriter error)
        : this(error, () => Terminal.ColumnsOf(error), TimeProvider.System)
    {
    }

    /// <param name="error">Where it writes.</param>
    /// <param name="columns">The width of the terminal now; 0 where no line can be drawn over.</param>
    /// <param name="time">The clock.</param>
    internal DistillerView(TextWriter error, Func<int> columns, TimeProvider time)
    {
        _error = error;
        _columns = columns;
        _time = time;
        Output = new DistillerOutput(Report, Say);
    }

    /// <summary>What the distiller is given.</summary>
    public DistillerOutput Output { get; }

    /// <summary>Leaves the line free.</summary>
    public void Dispose() => Clear();

    private void Say(string line)
    {
        Clear();
        _error.WriteLine(line);
    }

    private void Report(RunStatus status)
    {
        int columns = _columns();
        TimeSpan every = columns > 0 ? DrawEvery : LineEvery;
        if (status.State != RunState.Running || (_drawn is { } drawn && _time.GetElapsedTime(drawn) < every))
        {
            return;
        }

        _drawn = _time.GetTimestamp();
        string text = DistillerStatusCommand.Progress(status);
        if (columns > 0)
        {
            string line = Fit(Bar(status), text, columns - 1);
            _error.Write($"\r{line.PadRight(Covered(columns))}");
            _width = line.Length;
        }
        else
        {
            _error.WriteLine(text);
        }
    }

    /// <summary>The last column stays free, because many terminals begin a new line after it.</summary>
    private static string Fit(string bar, string text, int width) =>
        bar.Length + 1 + text.Length <= width ? $"{bar} {text}" : text[..Math.Min(text.Length, width)];

    private void Clear()
    {
        if (_width > 0)
        {
            _error.Write($"\r{new string(' ', Covered(_columns()))}\r");
            _width = 0;
        }
    }

    /// <summary>How much of the present line the one before covers: the terminal may be smaller now.</summary>
    private int Covered(int columns) => Math.Min(_width, Math.Max(0, columns - 1));

    private static string Bar(RunStatus status)
    {
        int full = (int)Math.Clamp(BarWidth * status.ExamplesSeen / Math.Max(1, status.ExamplesTotal), 0, BarWidth);
        return $"[{new string('#', full)}{new string('.', BarWidth - full)}]";
    }
}
