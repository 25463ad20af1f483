using System.Collections.Immutable;
using Bunraku.Mocap.Faces;

namespace Bunraku.Mocap.Sources;

/// <summary>
/// The one input of a puppet, fed by any number of sources. The user chooses one, or none: then the source that sees a face is taken, and
/// it is kept until it has seen none for a while and another one does. Safe for any number of threads.
/// </summary>
/// <param name="clock">The clock of the sources, or null for the system's.</param>
public sealed class PuppetInput(TimeProvider? clock = null) : IAsyncDisposable
{
    /// <summary>For so long the source in use may see no face before another one takes over by itself.</summary>
    public static readonly TimeSpan KeptWithoutFace = TimeSpan.FromSeconds(1.5);

    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private readonly Lock _gate = new();
    private ImmutableList<RunningSource> _running = [];
    private IFaceSource? _choice;
    private IFaceSource? _active;
    private TimeSpan? _faceSeenAt;

    /// <summary>The sources that run, in the order of their start.</summary>
    public IReadOnlyList<IFaceSource> Sources
    {
        get
        {
            lock (_gate)
            {
                return [.. _running.Select(running => running.Source)];
            }
        }
    }

    /// <summary>The source that the user has chosen, or null for "automatic".</summary>
    public IFaceSource? Choice
    {
        get
        {
            lock (_gate)
            {
                return _choice;
            }
        }

        set
        {
            lock (_gate)
            {
                _choice = value;
                Choose(FaceClock.TimeOf(_clock));
            }
        }
    }

    /// <summary>The source in use, as chosen at the last packet, start or stop; null when none runs. Asking changes nothing.</summary>
    public IFaceSource? Active
    {
        get
        {
            lock (_gate)
            {
                return _active;
            }
        }
    }

    /// <summary>The newest face of the source in use, or null before its first.</summary>
    public FacePose? Current => Latest.Current;

    /// <summary>The one slot of the puppet. Its event tells every sample of the source in use, for a recorder.</summary>
    public LatestFace Latest { get; } = new();

    /// <summary>The time on the clock of the faces' timestamps.</summary>
    public TimeSpan Now => FaceClock.TimeOf(_clock);

    /// <summary>Starts a source and adds it.</summary>
    /// <exception cref="InvalidOperationException">The source runs already.</exception>
    public void Start(IFaceSource source)
    {
        lock (_gate)
        {
            if (IsRunning(source))
            {
                throw new InvalidOperationException($"The source {source.Name} runs already.");
            }

            var stop = new CancellationTokenSource();
            void Forward(FacePose face) => Take(source, face);
            source.Latest.Published += Forward;
            _running = _running.Add(new RunningSource(source, Task.Run(() => source.RunAsync(stop.Token)), stop, Forward));
            Choose(FaceClock.TimeOf(_clock));
        }
    }

    /// <summary>
    /// Stops a source and removes it; its last face goes too, however its run ends. Nothing happens when it does not run.
    /// </summary>
    public async Task StopAsync(IFaceSource source)
    {
        RunningSource? found;
        lock (_gate)
        {
            found = _running.Find(running => running.Source == source);
            if (found is null)
            {
                return;
            }

            _running = _running.Remove(found);
            Choose(FaceClock.TimeOf(_clock));
        }

        await found.Stop.CancelAsync().ConfigureAwait(false);

        // What ended the run by itself is in the source's statistics.
        await found.Run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        found.Stop.Dispose();
        source.Latest.Published -= found.Forward;
        source.Latest.Clear();
    }

    /// <summary>Stops all sources.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (IFaceSource source in Sources)
        {
            await StopAsync(source).ConfigureAwait(false);
        }
    }

    /// <summary>Takes a sample of any source: the one place that decides, once a packet, which source is in use.</summary>
    private void Take(IFaceSource source, FacePose face)
    {
        lock (_gate)
        {
            Choose(FaceClock.TimeOf(_clock));
            if (_active != source)
            {
                return;
            }

            Latest.Show(face);
        }

        // Outside the lock: who listens may want to ask which source is in use.
        Latest.Announce(face);
    }

    private void Choose(TimeSpan now)
    {
        IFaceSource? before = _active;
        _active = IsRunning(_choice) ? _choice : ChooseAutomatically(now);
        if (_active == before)
        {
            return;
        }

        if (_active?.Latest.Current is { } face)
        {
            Latest.Show(face);
        }
        else
        {
            Latest.Clear();
        }
    }

    private IFaceSource? ChooseAutomatically(TimeSpan now)
    {
        IFaceSource? kept = IsRunning(_active) ? _active : null;
        if (kept is not null && SeesFace(kept, now))
        {
            _faceSeenAt = now;
            return kept;
        }

        if (kept is not null && now - _faceSeenAt < KeptWithoutFace)
        {
            return kept;
        }

        IFaceSource? seeing = _running
            .Select(running => running.Source)
            .Where(source => SeesFace(source, now))
            .MaxBy(source => source.Latest.Current!.Timestamp);
        _faceSeenAt = seeing is null ? null : now;
        return seeing ?? kept ?? _running.FirstOrDefault()?.Source;
    }

    private bool IsRunning(IFaceSource? source) => source is not null && _running.Exists(running => running.Source == source);

    private static bool SeesFace(IFaceSource source, TimeSpan now) =>
        source.Latest.Current is { IsFaceFound: true } face && now - face.Timestamp < SourceTiming.StaleAfter;

    private sealed record RunningSource(IFaceSource Source, Task Run, CancellationTokenSource Stop, Action<FacePose> Forward);
}
