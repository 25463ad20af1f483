namespace Bunraku.Mocap.Tests.Sources;

/// <summary>A clock that moves only when told to. Its timers fire while it is moved, in the order of their times.</summary>
internal sealed class ManualClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private long _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public TimeSpan Now => new(GetTimestamp());

    public override long GetTimestamp() => Interlocked.Read(ref _now);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    public void Advance(TimeSpan by)
    {
        long end = GetTimestamp() + by.Ticks;
        while (NextDue(end) is { } timer)
        {
            timer.Fire();
        }

        Interlocked.Exchange(ref _now, end);
    }

    /// <summary>Moves on in small steps until the condition holds; fails after ten real seconds.</summary>
    public Task AdvanceUntilAsync(Func<bool> condition, string what) => AdvanceUntilAsync(condition, what, TimeSpan.FromMilliseconds(50));

    public Task AdvanceUntilAsync(Func<bool> condition, string what, TimeSpan step) => Eventually.HoldsAsync(
        () =>
        {
            Advance(step);
            return condition();
        },
        what);

    private ManualTimer? NextDue(long end)
    {
        lock (_gate)
        {
            ManualTimer? next = _timers.Where(timer => timer.Due <= end).MinBy(timer => timer.Due);
            if (next is not null)
            {
                Interlocked.Exchange(ref _now, Math.Max(_now, next.Due));
                next.Reschedule();
            }

            return next;
        }
    }

    private sealed class ManualTimer(ManualClock clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;

        public long Due { get; private set; } = long.MaxValue;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                _period = period;
                Due = dueTime < TimeSpan.Zero ? long.MaxValue : clock._now + dueTime.Ticks;
                clock._timers.Remove(this);
                clock._timers.Add(this);
            }

            return true;
        }

        public void Reschedule() => Due = _period > TimeSpan.Zero ? Due + _period.Ticks : long.MaxValue;

        public void Fire() => callback(state);

        public void Dispose()
        {
            lock (clock._gate)
            {
                clock._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
