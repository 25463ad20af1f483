using System.Runtime.InteropServices;

namespace Bunraku.Cli.Shell;

/// <summary>
/// Ctrl+C, TERM, and the end of the terminal (HUP; on Windows closing the console): all ask the command to stop. It has some time for that; a second Ctrl+C ends
/// the wait. A repeated TERM or HUP does not, because one event often sends several.
/// </summary>
internal sealed class Interruption : IDisposable
{
    /// <summary>Two INT within this time are one: programs such as timeout send theirs to the process and to its group.</summary>
    private static readonly TimeSpan OneKeyPress = TimeSpan.FromSeconds(0.5);

    /// <summary>Windows ends a process 5 seconds after its console was closed, or at once when the handler returns.</summary>
    private static readonly TimeSpan WindowsWaits = TimeSpan.FromSeconds(4.5);

    private static readonly PosixSignal[] Signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];

    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _overdue = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _ended = new();
    private readonly TimeSpan _patience;
    private readonly PosixSignalRegistration[] _registrations;
    private readonly Lock _gate = new();
    private long? _firstKeyPress;

    /// <param name="patience">How long the command may take to stop; <see cref="Timeout.InfiniteTimeSpan"/> for as long as it needs.</param>
    public Interruption(TimeSpan patience)
    {
        _patience = patience;
        _registrations = [.. Signals.Select(signal => PosixSignalRegistration.Create(signal, Handle))];
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Ends when the command should have stopped, or the user no longer waits for it.</summary>
    public Task Overdue => _overdue.Task;

    public void Dispose()
    {
        _ended.Set();
        Array.ForEach(_registrations, registration => registration.Dispose());
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        if (IsSecondKeyPress(context.Signal))
        {
            _overdue.TrySetResult();
        }
        else if (!_stop.IsCancellationRequested)
        {
            _stop.Cancel();
            _ = Task.Delay(_patience).ContinueWith(_ => _overdue.TrySetResult(), TaskScheduler.Default);
        }

        if (OperatingSystem.IsWindows() && context.Signal == PosixSignal.SIGHUP)
        {
            _ended.Wait(WindowsWaits);
        }
    }

    private bool IsSecondKeyPress(PosixSignal signal)
    {
        lock (_gate)
        {
            if (signal != PosixSignal.SIGINT)
            {
                return false;
            }

            bool isSecond = _firstKeyPress is { } first && TimeProvider.System.GetElapsedTime(first) > OneKeyPress;
            _firstKeyPress ??= TimeProvider.System.GetTimestamp();
            return isSecond;
        }
    }
}
