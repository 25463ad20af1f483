using System.Diagnostics;
using Bunraku.Core.Poses;

namespace Bunraku.Studio.Features.ManualPoser;

/// <summary>A calm breath that goes on by itself.</summary>
internal sealed class BreathingCycle : IDisposable
{
    private const double SecondsPerBreath = 4;
    private const string Parameter = "breathing";
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(33);
    private readonly Timer _timer;
    private long _start;
    private volatile bool _isOn;

    public BreathingCycle() => _timer = new Timer(_ => Moved?.Invoke());

    /// <summary>Raised, on a thread of its own, each time the breath has moved on, and when it is switched.</summary>
    public event Action? Moved;

    /// <summary>Whether it breathes.</summary>
    public bool IsOn
    {
        get => _isOn;
        set
        {
            _start = Stopwatch.GetTimestamp();
            _isOn = value;
            TimeSpan period = value ? Tick : Timeout.InfiniteTimeSpan;
            _timer.Change(period, period);
            Moved?.Invoke();
        }
    }

    /// <summary>The pose with the breath of this moment, if it breathes.</summary>
    public Pose Apply(Pose pose)
    {
        if (!_isOn)
        {
            return pose;
        }

        double phase = Stopwatch.GetElapsedTime(_start).TotalSeconds / SecondsPerBreath;
        return pose.With(Parameter, (float)((1 - Math.Cos(2 * Math.PI * phase)) / 2));
    }

    public void Dispose() => _timer.Dispose();
}
