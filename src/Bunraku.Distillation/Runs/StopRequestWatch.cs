using System.Diagnostics;

namespace Bunraku.Distillation.Runs;

/// <summary>Looks for a <see cref="StopRequest"/> while a process trains.</summary>
internal sealed class StopRequestWatch : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(0.5);

    private readonly RunFolder _run;
    private readonly CancellationTokenSource _stop;
    private readonly Timer _timer;

    /// <param name="run">The run, which this process has locked.</param>
    /// <param name="other">What else stops it.</param>
    public StopRequestWatch(RunFolder run, CancellationToken other)
    {
        _run = run;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(other);
        RemoveOld();
        Look();
        _timer = new Timer(_ => Look(), null, Every, Every);
    }

    /// <summary>Cancelled when somebody asked, or by the other cause.</summary>
    public CancellationToken Token => _stop.Token;

    public void Dispose()
    {
        using (var ended = new ManualResetEvent(false))
        {
            if (_timer.Dispose(ended))
            {
                ended.WaitOne();
            }
        }

        _stop.Dispose();
    }

    /// <summary>
    /// A request that was made before this process began was meant for one that is gone. Both times are those that the file system gave to its files; its clock
    /// and this machine's may differ.
    /// </summary>
    private void RemoveOld()
    {
        using var self = Process.GetCurrentProcess();
        TimeSpan ageOfProcess = DateTime.UtcNow - self.StartTime.ToUniversalTime();
        if (File.GetLastWriteTimeUtc(_run.Lease) - File.GetLastWriteTimeUtc(_run.StopRequest) > ageOfProcess)
        {
            StopRequest.TryTake(_run);
        }
    }

    private void Look()
    {
        if (StopRequest.IsPending(_run) && StopRequest.TryTake(_run))
        {
            _stop.Cancel();
        }
    }
}
