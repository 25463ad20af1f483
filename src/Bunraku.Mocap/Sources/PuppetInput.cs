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
    private IFaceSource? _automatic;
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
            }
        }
    }

    /// <summary>The source in use now; null when none runs.</summary>
    public IFaceSource? Active
    {
        get
        {
            lock (_gate)
            {
                return IsRunning(_choice) ? _choice : ChooseAutomatically(_clock.Now());
            }
        }
    }

    /// <summary>The newest face of the source in use, or null before its first.</summary>
    public FacePose? Current => Active?.Latest.Current;

    /// <summary>Gets every sample of the source in use, for a recorder.</summary>
    public LatestFace Latest { get; } = new();

    /// <summary>The time on the clock of the faces' timestamps.</summary>
    public TimeSpan Now => _clock.Now();

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
            void Forward(FacePose face) => PassOn(source, face);
            source.Latest.Published += Forward;
            _running = _running.Add(new RunningSource(source, Task.Run(() => source.RunAsync(stop.Token)), stop, Forward));
        }
    }

    /// <summary>Stops a source and removes it; its last face goes too. Nothing happens when it does not run.</summary>
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
        }

        await found.Stop.CancelAsync().ConfigureAwait(false);
        await found.Run.ConfigureAwait(false);
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

    private void PassOn(IFaceSource source, FacePose face)
    {
        if (Active == source)
        {
            Latest.Publish(face);
        }
    }

    private IFaceSource? ChooseAutomatically(TimeSpan now)
    {
        if (!IsRunning(_automatic))
        {
            _automatic = null;
            _faceSeenAt = null;
        }

        if (_automatic is not null && SeesFace(_automatic, now))
        {
            _faceSeenAt = now;
        }
        else if (!(now - _faceSeenAt < KeptWithoutFace))
        {
            IFaceSource? seeing = _running
                .Select(running => running.Source)
                .Where(source => SeesFace(source, now))
                .MaxBy(source => source.Latest.Current!.Timestamp);
            _faceSeenAt = seeing is null ? _faceSeenAt : now;
            _automatic = seeing ?? _automatic ?? _running.FirstOrDefault()?.Source;
        }

        return _automatic;
    }

    private bool IsRunning(IFaceSource? source) => source is not null && _running.Exists(running => running.Source == source);

    private static bool SeesFace(IFaceSource source, TimeSpan now) =>
        source.Latest.Current is { IsFaceFound: true } face && now - face.Timestamp < FaceTime.StaleAfter;

    private sealed record RunningSource(IFaceSource Source, Task Run, CancellationTokenSource Stop, Action<FacePose> Forward);
}
