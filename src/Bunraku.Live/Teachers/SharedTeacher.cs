using System.Diagnostics;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Errors;
using Bunraku.Core.Poses;
using Bunraku.Core.Teachers;

namespace Bunraku.Live.Teachers;

/// <summary>
/// The teacher, loaded once for all pages when the first of them needs it, and released when none has for a while. One frame is drawn at a time.
/// </summary>
public sealed class SharedTeacher : IDisposable
{
    private static readonly TimeSpan Check = TimeSpan.FromMinutes(1);
    private readonly TeacherSetup _setup;
    private readonly TimeProvider _clock;
    private readonly ITimer _timer;
    private readonly Lock _drawing = new();
    private readonly HashSet<TeacherSeat> _seats = [];
    private volatile ITeacherSystem? _system;
    private volatile TeacherLoading? _loading;
    private volatile BadInputException? _failure;
    private long _usedAt;

    /// <summary>Loads nothing yet: the first drawing does.</summary>
    public SharedTeacher(TeacherSetup setup, TimeProvider clock)
    {
        _setup = setup;
        _clock = clock;
        _timer = clock.CreateTimer(_ => ReleaseIfIdle(), null, Check, Check);
    }

    /// <summary>How long it is kept without being used.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromMinutes(10);

    /// <summary>The family that poses.</summary>
    public TeacherFamily Family => _setup.Family;

    /// <summary>Where it computes, or null while it is not loaded.</summary>
    public string? Device => _system?.Device;

    /// <summary>What a user should know about how it computes here, or null.</summary>
    public Phrase? Notice => _system?.Notice;

    /// <summary>The progress of the loading, or null.</summary>
    public TeacherLoading? Loading => _loading;

    /// <summary>Computes an output for a stage, after everything else that is being computed.</summary>
    /// <param name="seat">The stage's place.</param>
    /// <param name="picture">What is posed.</param>
    /// <param name="pose">The pose.</param>
    /// <param name="output">Which output.</param>
    /// <param name="begun">Called when its turn has come and the networks are there.</param>
    /// <returns>The output, and what its computation took; null once the stage has left.</returns>
    /// <exception cref="BadInputException">The system cannot be loaded: the plug-in, the weights or the device; the same again until <see cref="Retry"/>.</exception>
    internal (Tensor Output, TimeSpan Time)? Render(TeacherSeat seat, SourcePicture picture, Pose pose, TeacherOutput output, Action? begun = null)
    {
        lock (_drawing)
        {
            if (seat.IsLeft)
            {
                return null;
            }

            try
            {
                ITeacherPoser poser = PoserOf(seat, picture);
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

    /// <summary>Takes another family from now on, for all stages. The networks of the former stay until the next frame.</summary>
    public void Use(TeacherFamily family)
    {
        _setup.Use(family);
        Retry();
    }

    /// <summary>Lets the next frame try to load the teacher again. It waits for nothing that is being drawn or loaded.</summary>
    public void Retry() => _failure = null;

    /// <summary>Forgets what was computed for a stage, for good.</summary>
    internal void Leave(TeacherSeat seat)
    {
        lock (_drawing)
        {
            seat.IsLeft = true;
            seat.Release();
            _seats.Remove(seat);
        }
    }

    /// <summary>Gives the memory back, once the frame that is being drawn is finished. The next frame loads the system again.</summary>
    public void Release()
    {
        lock (_drawing)
        {
            foreach (TeacherSeat seat in _seats)
            {
                seat.Release();
            }

            _seats.Clear();
            ITeacherSystem? released = _system;
            _system = null;
            released?.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer.Dispose();
        Release();
    }

    private void ReleaseIfIdle()
    {
        lock (_drawing)
        {
            if (_system is null || _clock.GetElapsedTime(_usedAt) < Patience)
            {
                return;
            }

            try
            {
                Release();
            }
            catch (Exception e)
            {
                // On the timer's thread it would end the process. The next frame tells it.
                _failure = new BadInputException($"The memory of the teacher could not be given back: {ForeignText.Line(e.Message)} Restart Bunraku.", e);
            }
        }
    }

    private ITeacherPoser PoserOf(TeacherSeat seat, SourcePicture picture)
    {
        if (_system is { } loaded && loaded.Family != Family)
        {
            Release();
        }

        if (seat.Poser is { } kept && seat.Picture == picture)
        {
            return kept;
        }

        seat.Release();
        ITeacherPoser poser = System().Open(picture.Picture);
        (seat.Picture, seat.Poser) = (picture, poser);
        _seats.Add(seat);
        return poser;
    }

    private ITeacherSystem System()
    {
        if (_failure is { } failure)
        {
            throw failure;
        }

        try
        {
            return _system ??= _setup.Load(Family, new LoadingNote(this));
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

    private sealed class LoadingNote(SharedTeacher teacher) : IProgress<TeacherLoading>
    {
        void IProgress<TeacherLoading>.Report(TeacherLoading value) => teacher._loading = value;
    }
}
