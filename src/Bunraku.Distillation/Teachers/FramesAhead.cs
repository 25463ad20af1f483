using System.Diagnostics;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Distillation.Bank;
using Bunraku.Distillation.Poses;

namespace Bunraku.Distillation.Teachers;

/// <summary>Fills a bank with the frames of a training in their order, while the training already learns from the first of them.</summary>
internal sealed class FramesAhead : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;
    private readonly int _total;
    private int _finished;
    private int _rendered;
    private long _ticks;

    /// <param name="bank">The bank.</param>
    /// <param name="poses">The poses of the frames.</param>
    /// <param name="frame">Asks for what the network learns from.</param>
    public FramesAhead(BankedPoser bank, SpreadPoses poses, PosedFrame frame)
    {
        _total = poses.Count;
        _work = Task.Run(() => Fill(bank, poses, frame));
    }

    /// <summary>How far it is.</summary>
    public FrameProgress Progress => new(Volatile.Read(ref _finished), _total, Volatile.Read(ref _rendered), new TimeSpan(Interlocked.Read(ref _ticks)));

    /// <summary>Throws what the teacher failed with, if it did.</summary>
    public void ThrowIfFailed()
    {
        if (_work.IsFaulted)
        {
            _work.GetAwaiter().GetResult();
        }
    }

    public void Dispose()
    {
        _stop.Cancel();

        // The teacher must not be disposed while it draws; what it failed with is of no interest any more.
        _work.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).Wait();
        _stop.Dispose();
    }

    private void Fill(BankedPoser bank, SpreadPoses poses, PosedFrame frame)
    {
        for (int k = 0; k < poses.Count && !_stop.IsCancellationRequested; k++)
        {
            Pose pose = poses[k];
            long start = Stopwatch.GetTimestamp();
            if (bank.Prepare(pose, frame))
            {
                Interlocked.Add(ref _ticks, Stopwatch.GetElapsedTime(start).Ticks);
                Interlocked.Increment(ref _rendered);
            }

            Volatile.Write(ref _finished, k + 1);
        }
    }
}
