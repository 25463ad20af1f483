using Bunraku.Core.Poses;
using Bunraku.Mocap.Conversion;
using Bunraku.Mocap.Faces;

namespace Bunraku.Live.Idle;

/// <summary>A calm breath that continues by itself.</summary>
public sealed class SelfBreathing : IDisposable
{
    private const double BreathsPerMinute = 15;
    private const string Parameter = "breathing";
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(33);
    private readonly Timer _timer;
    private long _start;
    private volatile bool _isOn;

    /// <summary>Holds the breath until <see cref="IsOn"/> is set.</summary>
    public SelfBreathing() => _timer = new Timer(_ => Moved?.Invoke());

    /// <summary>Raised, on a separate thread, each time the breath has moved on, and when it is switched.</summary>
    public event Action? Moved;

    /// <summary>Whether it breathes.</summary>
    public bool IsOn
    {
        get => _isOn;
        set
        {
            Volatile.Write(ref _start, Now.Ticks);
            _isOn = value;
            TimeSpan period = value ? Tick : Timeout.InfiniteTimeSpan;
            _timer.Change(period, period);
            Moved?.Invoke();
        }
    }

    private static TimeSpan Now => FaceClock.TimeOf(TimeProvider.System);

    /// <summary>The pose with the breath of this moment, if it breathes.</summary>
    public Pose Apply(Pose pose) =>
        _isOn ? pose.With(Parameter, (float)new BreathingCycle(BreathsPerMinute, TimeSpan.FromTicks(Volatile.Read(ref _start))).ValueAt(Now)) : pose;

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();
}
