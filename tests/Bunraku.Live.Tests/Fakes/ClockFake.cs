namespace Bunraku.Live.Tests.Fakes;

/// <summary>A clock that moves only when told to; its timers fire then.</summary>
internal sealed class ClockFake : TimeProvider
{
    private readonly List<Action> _timers = [];
    private long _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        _timers.Add(() => callback(state));
        return new TimerFake();
    }

    public void Advance(TimeSpan by)
    {
        _now += by.Ticks;
        _timers.ForEach(fire => fire());
    }

    private sealed class TimerFake : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
