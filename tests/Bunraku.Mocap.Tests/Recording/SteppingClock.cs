namespace Bunraku.Mocap.Tests.Recording;

/// <summary>A clock that stands still until a test moves it; timers fire while it is moved.</summary>
internal sealed class SteppingClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<Alarm> _alarms = [];
    private long _now = TimeSpan.FromDays(1).Ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _now);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, () => callback(state));
        alarm.Change(dueTime, period);
        return alarm;
    }

    public void Advance(TimeSpan step)
    {
        long now = Interlocked.Add(ref _now, step.Ticks);
        Alarm[] due;
        lock (_gate)
        {
            due = [.. _alarms.Where(alarm => alarm.Due <= now)];
            _alarms.RemoveAll(alarm => alarm.Due <= now);
        }

        foreach (Alarm alarm in due)
        {
            alarm.Ring();
        }
    }

    /// <summary>A timer that rings once.</summary>
    private sealed class Alarm(SteppingClock clock, Action ring) : ITimer
    {
        public long Due { get; private set; }

        public Action Ring { get; } = ring;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                clock._alarms.Remove(this);
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    Due = clock.GetTimestamp() + dueTime.Ticks;
                    clock._alarms.Add(this);
                }
            }

            return true;
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
