using Bunraku.Core.Errors;
using Bunraku.Core.Poses;
using Bunraku.Mocap.Faces;

namespace Bunraku.Live.Expressions;

/// <summary>
/// The poses that other programs lay over whatever moves a character. Each program moves the parameters that it names; of two that name the same one, the
/// program that came later wins. A parameter that is named no more fades back. Safe for any number of threads.
/// </summary>
public sealed class ProgramPoses(TimeProvider time)
{
    /// <summary>How many programs may give poses at a time.</summary>
    public const int Most = 8;

    /// <summary>How long a parameter takes to go back.</summary>
    public static TimeSpan FadeOut { get; } = TimeSpan.FromSeconds(0.3);

    private readonly Lock _gate = new();
    private readonly List<ProgramPose> _programs = [];

    /// <summary>Raised, on the thread that gave the pose, after every pose.</summary>
    public event Action? Changed;

    /// <summary>How many programs give poses now.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _programs.Count(program => !program.HasLeft);
            }
        }
    }

    /// <summary>Whether a parameter is on its way back.</summary>
    internal bool IsFading => Look(program => program.IsFading(Now));

    /// <summary>Whether a pose is changed at all.</summary>
    internal bool IsActive => Look(program => !program.IsGone(Now));

    /// <summary>Lets a program give poses until its place is disposed.</summary>
    /// <exception cref="BadInputException">Too many programs do so.</exception>
    public ProgramPose Enter()
    {
        lock (_gate)
        {
            if (_programs.Count(other => !other.HasLeft) >= Most)
            {
                throw new BadInputException($"At most {Most} programs can move the character at a time. Close another one.");
            }

            var program = new ProgramPose(this);
            _programs.Add(program);
            return program;
        }
    }

    /// <summary>Lays the poses of all programs over values.</summary>
    internal void Lay(Span<float> values)
    {
        lock (_gate)
        {
            TimeSpan now = Now;
            foreach (ProgramPose program in _programs)
            {
                program.Lay(values, now);
            }
        }
    }

    internal void Change(Action<TimeSpan> change)
    {
        lock (_gate)
        {
            change(Now);
            _programs.RemoveAll(program => program.HasLeft && program.IsGone(Now));
        }

        Changed?.Invoke();
    }

    private TimeSpan Now => FaceClock.TimeOf(time);

    private bool Look(Func<ProgramPose, bool> question)
    {
        lock (_gate)
        {
            return _programs.Exists(program => question(program));
        }
    }
}

/// <summary>One program's place among the <see cref="ProgramPoses"/>.</summary>
public sealed class ProgramPose : IDisposable
{
    private readonly ProgramPoses _all;
    private readonly Held[] _held = new Held[PoseParameters.Count];

    internal ProgramPose(ProgramPoses all) => _all = all;

    /// <summary>Whether the program is gone, although its pose may still fade.</summary>
    internal bool HasLeft { get; private set; }

    /// <summary>Takes a pose in place of the one before; values are limited to their ranges.</summary>
    /// <param name="values">The parameters that the program moves.</param>
    public void Take(IReadOnlyList<(PoseParameter Parameter, float Value)> values) => _all.Change(now =>
    {
        Release(now);
        foreach ((PoseParameter parameter, float value) in HasLeft ? [] : values)
        {
            _held[parameter.Index] = new Held(Math.Clamp(value, parameter.Group.Minimum, parameter.Group.Maximum), Until: TimeSpan.MaxValue);
        }
    });

    /// <summary>The program leaves; what it moved fades back.</summary>
    public void Dispose() => _all.Change(now =>
    {
        Release(now);
        HasLeft = true;
    });

    internal bool IsFading(TimeSpan now) => Array.Exists(_held, held => held.Until != TimeSpan.MaxValue && held.Until > now);

    internal bool IsGone(TimeSpan now) => Array.TrueForAll(_held, held => held.Until <= now);

    internal void Lay(Span<float> values, TimeSpan now)
    {
        for (int index = 0; index < values.Length; index++)
        {
            values[index] = float.Lerp(values[index], _held[index].Value, _held[index].WeightAt(now));
        }
    }

    private void Release(TimeSpan now)
    {
        foreach (ref Held held in _held.AsSpan())
        {
            held = held.Until == TimeSpan.MaxValue ? held with { Until = now + ProgramPoses.FadeOut } : held;
        }
    }

    /// <summary>The value of a parameter, and when nothing is left of it; the largest time while the program moves it.</summary>
    private readonly record struct Held(float Value, TimeSpan Until)
    {
        public float WeightAt(TimeSpan now)
        {
            if (Until == TimeSpan.MaxValue)
            {
                return 1;
            }

            double share = Math.Clamp((Until - now) / ProgramPoses.FadeOut, 0, 1);
            return (float)(share * share * (3 - (2 * share)));
        }
    }
}
