using Bunraku.Core.Poses;
using Bunraku.Mocap.Faces;

namespace Bunraku.Live.Expressions;

/// <summary>
/// The expressions that are on, for every stage of this program: each fades in and out by itself and is laid over the pose of a face, of sliders or of another
/// program. Safe for any number of threads.
/// </summary>
public sealed class ExpressionMixer : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(16);

    private readonly Lock _gate = new();
    private readonly List<Fade> _fades = [];
    private readonly TimeProvider _time;
    private readonly ITimer _timer;

    /// <summary>Begins with no expression on.</summary>
    public ExpressionMixer(TimeProvider? time = null)
    {
        _time = time ?? TimeProvider.System;
        _timer = _time.CreateTimer(_ => Step(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Programs = new ProgramPoses(_time);
        Programs.Changed += Follow;
    }

    /// <summary>What other programs do, below the expressions.</summary>
    public ProgramPoses Programs { get; }

    /// <summary>Raised, on any thread, when another expression is on or off.</summary>
    public event Action? Switched;

    /// <summary>Raised, on any thread, while a fade changes what <see cref="Apply"/> does.</summary>
    public event Action? Moved;

    /// <summary>Whether an expression is on or fades in.</summary>
    public bool IsOn(string name)
    {
        lock (_gate)
        {
            return Find(name) is { IsOn: true };
        }
    }

    /// <summary>A key or button goes down: switches the expression, or shows it until <see cref="Release"/>.</summary>
    public void Press(Expression expression) => Set(expression, expression.IsHeld || !IsOn(expression.Name));

    /// <summary>The key or button goes up.</summary>
    public void Release(Expression expression)
    {
        if (expression.IsHeld)
        {
            Set(expression, false);
        }
    }

    /// <summary>Switches an expression on or off.</summary>
    public void Set(Expression expression, bool isOn)
    {
        lock (_gate)
        {
            TimeSpan now = Now;
            Fade? before = Find(expression.Name);
            if (before is null && !isOn)
            {
                return;
            }

            // One that is on already keeps its fade: a key that is held down repeats.
            if (before is null || before.IsOn != isOn || before.Expression != expression)
            {
                if (before is not null)
                {
                    _fades.Remove(before);
                }

                _fades.Add(new Fade(expression, isOn, now, before?.WeightAt(now) ?? 0)); // The newest is laid over the others.
            }

            _timer.Change(TimeSpan.Zero, Tick);
        }

        Switched?.Invoke();
    }

    /// <summary>Switches everything off.</summary>
    public void Clear()
    {
        Expression[] on;
        lock (_gate)
        {
            on = [.. _fades.Where(fade => fade.IsOn).Select(fade => fade.Expression)];
        }

        foreach (Expression expression in on)
        {
            Set(expression, false);
        }
    }

    /// <summary>A pose with what programs do and the expressions of this moment over it, inside the published ranges where an expression acts.</summary>
    public Pose Apply(Pose pose)
    {
        lock (_gate)
        {
            if (_fades.Count == 0 && !Programs.IsActive)
            {
                return pose;
            }

            float[] values = pose.Values.ToArray();
            Programs.Lay(values);
            TimeSpan now = Now;
            foreach (Fade fade in _fades)
            {
                Lay(fade.Expression, (float)fade.WeightAt(now), values);
            }

            return Pose.FromValues(values);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private TimeSpan Now => FaceClock.TimeOf(_time);

    private static void Lay(Expression expression, float weight, Span<float> values)
    {
        foreach ((string name, float wanted) in expression.Values)
        {
            if (PoseParameters.TryFind(name, out PoseParameter? parameter))
            {
                ref float value = ref values[parameter.Index];
                float target = expression.IsAdded ? value + wanted : wanted;
                value = Math.Clamp(value + (weight * (target - value)), parameter.Group.Minimum, parameter.Group.Maximum);
            }
        }
    }

    private Fade? Find(string name) => _fades.Find(fade => fade.Expression.Name == name);

    private void Follow()
    {
        if (Programs.IsFading)
        {
            lock (_gate)
            {
                _timer.Change(TimeSpan.Zero, Tick);
            }
        }
        else
        {
            Moved?.Invoke();
        }
    }

    private void Step()
    {
        lock (_gate)
        {
            TimeSpan now = Now;
            _fades.RemoveAll(fade => !fade.IsOn && fade.WeightAt(now) == 0);
            if (_fades.TrueForAll(fade => fade.IsOn && fade.WeightAt(now) == 1) && !Programs.IsFading)
            {
                _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
        }

        Moved?.Invoke();
    }

    /// <summary>An expression on its way to be on or off.</summary>
    /// <param name="Expression">Which one.</param>
    /// <param name="IsOn">Where it goes.</param>
    /// <param name="Since">When it turned that way.</param>
    /// <param name="Start">How much of it there was then, 0 to 1.</param>
    private sealed record Fade(Expression Expression, bool IsOn, TimeSpan Since, double Start)
    {
        public double WeightAt(TimeSpan now)
        {
            double seconds = IsOn ? Expression.FadeIn : Expression.FadeOut;
            double share = seconds > 0 ? Math.Clamp((now - Since).TotalSeconds / seconds, 0, 1) : 1;
            double eased = share * share * (3 - (2 * share));
            return IsOn ? Start + ((1 - Start) * eased) : Start * (1 - eased);
        }
    }
}
