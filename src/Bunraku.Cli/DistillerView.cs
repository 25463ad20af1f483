using System.Globalization;
using Bunraku.Cli.Commands;
using Bunraku.Distillation.Runs;
using Bunraku.Distillation.Training;

namespace Bunraku.Cli;

/// <summary>
/// What a person sees of a training: in a terminal one line that is drawn over, with a bar; elsewhere a line now and then. Other lines appear above it.
/// </summary>
internal sealed class DistillerView : IDisposable
{
    private const int BarWidth = 24;
    private static readonly TimeSpan DrawEvery = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(10);

    private readonly TextWriter _error;
    private readonly bool _isTerminal;
    private long? _drawn;
    private int _width;

    public DistillerView(TextWriter error)
    {
        _error = error;
        _isTerminal = !Console.IsErrorRedirected && error == Console.Error;
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
        TimeSpan every = _isTerminal ? DrawEvery : LineEvery;
        if (status.State != RunState.Running || (_drawn is { } drawn && TimeProvider.System.GetElapsedTime(drawn) < every))
        {
            return;
        }

        _drawn = TimeProvider.System.GetTimestamp();
        string text = DistillerStatusCommand.Progress(status);
        if (_isTerminal)
        {
            string line = $"{Bar(status)} {text}";
            _error.Write($"\r{line.PadRight(_width)}");
            _width = line.Length;
        }
        else
        {
            _error.WriteLine(text);
        }
    }

    private void Clear()
    {
        if (_width > 0)
        {
            _error.Write($"\r{new string(' ', _width)}\r");
            _width = 0;
        }
    }

    private static string Bar(RunStatus status)
    {
        int full = (int)Math.Clamp(BarWidth * status.ExamplesSeen / Math.Max(1, status.ExamplesTotal), 0, BarWidth);
        return string.Create(CultureInfo.InvariantCulture, $"[{new string('#', full)}{new string('.', BarWidth - full)}]");
    }
}
