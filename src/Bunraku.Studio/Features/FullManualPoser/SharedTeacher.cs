using System.Diagnostics;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Errors;
using Bunraku.Core.Poses;
using Bunraku.Core.Teachers;

namespace Bunraku.Studio.Features.FullManualPoser;

/// <summary>
/// The complete system, loaded once for all pages when the first of them needs it, and released when none has for a while. One frame is drawn at a time.
/// </summary>
internal sealed class SharedTeacher : IDisposable
{
    private static readonly TimeSpan Check = TimeSpan.FromMinutes(1);
    private readonly TeacherSetup _setup;
    private readonly TimeProvider _clock;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private readonly Dictionary<TeacherStage, Seat> _seats = [];
    private volatile ITeacherSystem? _system;
    private volatile TeacherLoading? _loading;
    private BadInputException? _failure;
    private long _usedAt;

    public SharedTeacher(TeacherSetup setup, TimeProvider clock)
    {
        _setup = setup;
        _clock = clock;
        _timer = clock.CreateTimer(_ => ReleaseIfIdle(), null, Check, Check);
    }

    /// <summary>How long it is kept without being used.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromMinutes(10);

    /// <summary>Where it computes, or null while it is not loaded.</summary>
    public string? Device => _system?.Device;

    /// <summary>What a user should know about how it computes here, or null.</summary>
    public string? Notice => _system?.Notice;

    /// <summary>How far the loading is that goes on now, or null.</summary>
    public TeacherLoading? Loading => _loading;

    /// <summary>Computes an output for a stage, after everything else that is being computed.</summary>
    /// <param name="stage">The stage: it has a poser of its own.</param>
    /// <param name="picture">What is posed.</param>
    /// <param name="pose">The pose.</param>
    /// <param name="output">Which output.</param>
    /// <param name="begun">Called when its turn has come and the networks are there.</param>
    /// <returns>The output, and what its computation took.</returns>
    /// <exception cref="BadInputException">The system cannot be loaded: the plug-in, the weights or the device; the same again until <see cref="Retry"/>.</exception>
    public (Tensor Output, TimeSpan Time) Render(TeacherStage stage, SourcePicture picture, Pose pose, TeacherOutput output, Action? begun = null)
    {
        lock (_gate)
        {
            try
            {
                ITeacherPoser poser = PoserOf(stage, picture);
                begun?.Invoke();
                long start = Stopwatch.GetTimestamp();
                Tensor tensor = poser.Render(pose, output);
                return (tensor, Stopwatch.GetElapsedTime(start));
            }
            finally
            {
                _usedAt = _clock.GetTimestamp();
            }
        }
    }

    /// <summary>Lets the next frame try to load the system again.</summary>
    public void Retry()
    {
        lock (_gate)
        {
            _failure = null;
        }
    }

    /// <summary>Forgets what was computed for a stage.</summary>
    public void Leave(TeacherStage stage)
    {
        lock (_gate)
        {
            if (_seats.Remove(stage, out Seat? seat))
            {
                seat.Poser.Dispose();
            }
        }
    }

    /// <summary>Gives the memory back, once the frame that is being drawn is finished. The next frame loads the system again.</summary>
    public void Release()
    {
        lock (_gate)
        {
            foreach (Seat seat in _seats.Values)
            {
                seat.Poser.Dispose();
            }

            _seats.Clear();
            _system?.Dispose();
            _system = null;
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        Release();
    }

    private void ReleaseIfIdle()
    {
        lock (_gate)
        {
            if (_system is not null && _clock.GetElapsedTime(_usedAt) >= Patience)
            {
                Release();
            }
        }
    }

    private ITeacherPoser PoserOf(TeacherStage stage, SourcePicture picture)
    {
        if (_seats.TryGetValue(stage, out Seat? seat) && seat.Picture == picture)
        {
            return seat.Poser;
        }

        Leave(stage);
        ITeacherPoser poser = System().Open(picture.Picture);
        _seats[stage] = new Seat(picture, poser);
        return poser;
    }

    private ITeacherSystem System()
    {
        if (_failure is not null)
        {
            throw _failure;
        }

        try
        {
            return _system ??= _setup.Load(new LoadingNote(this));
        }
        catch (BadInputException e)
        {
            _failure = e;
            throw;
        }
        finally
        {
            _loading = null;
        }
    }

    private sealed record Seat(SourcePicture Picture, ITeacherPoser Poser);

    private sealed class LoadingNote(SharedTeacher teacher) : IProgress<TeacherLoading>
    {
        void IProgress<TeacherLoading>.Report(TeacherLoading value) => teacher._loading = value;
    }
}
