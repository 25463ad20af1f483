using System.Collections.Immutable;
using System.Diagnostics;
using Bunraku.Core.Characters;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Microsoft.Extensions.Logging;

namespace Bunraku.Studio.Features.Frames;

/// <summary>
/// A character and the pose it is to take, drawn for everyone who watches. The stage's thread always draws the latest pose: only when something changed,
/// and only when at least one viewer can take the frame.
/// </summary>
public sealed partial class Stage : IDisposable
{
    private readonly ILogger _logger;
    private readonly AutoResetEvent _wake = new(false);
    private readonly Lock _actorGate = new();
    private readonly FramePool _pool = new();
    private readonly Thread _thread;
    private ImmutableArray<Viewer> _viewers = [];
    private Actor? _actor;
    private Cue _cue = new(Pose.Rest, null);
    private FrameOutput _output;
    private PosedFrame _frame = new();
    private FrameBuffer? _current;
    private Shown? _shown;
    private volatile bool _ended;

    internal Stage(string id, ILogger logger)
    {
        Id = id;
        _logger = logger;
        _thread = new Thread(Run) { IsBackground = true, Name = "stage" };
        _thread.Start();
    }

    /// <summary>Its address: unguessable, unless it is a stage that has a name.</summary>
    public string Id { get; }

    /// <summary>The character on the stage, or null before one was chosen.</summary>
    public CharacterModel? Character => Volatile.Read(ref _actor)?.Character;

    /// <summary>The pose to show: the latest one counts, and none is waited for.</summary>
    public Pose Pose
    {
        get => Volatile.Read(ref _cue).Pose;
        set => Take(value, arrivedAt: null);
    }

    /// <summary>What to show of the frame.</summary>
    public FrameOutput Output
    {
        get => _output;
        set
        {
            _output = value;
            Wake();
        }
    }

    /// <summary>What is measured of the frames.</summary>
    internal StageMeter Meter { get; } = new();

    /// <summary>The number of frame buffers in existence.</summary>
    internal int Buffers => _pool.Count;

    /// <summary>Takes a pose that a face is the cause of.</summary>
    /// <param name="pose">The pose to show.</param>
    /// <param name="arrivedAt">When the face arrived, on the clock of the faces: the frame's latency is counted from then.</param>
    internal void Take(Pose pose, TimeSpan? arrivedAt)
    {
        Volatile.Write(ref _cue, new Cue(pose, arrivedAt));
        Wake();
    }

    /// <summary>Brings another character onto the stage, which owns the actor from now on.</summary>
    internal void Show(Actor actor)
    {
        Actor? previous;
        lock (_actorGate)
        {
            previous = _actor;
            Volatile.Write(ref _actor, actor);
        }

        actor.Revised = Wake;
        previous?.Dispose();
        Wake();
    }

    /// <summary>Draws the present pose once, beside the frames of the viewers.</summary>
    /// <returns>The frame, or null without a character.</returns>
    public PosedFrame? Draw(FrameParts parts)
    {
        var frame = new PosedFrame(parts);
        lock (_actorGate)
        {
            if (_actor is null)
            {
                return null;
            }

            _actor.Render(Pose, frame);
            return frame;
        }
    }

    /// <summary>Lets the thread look again whether there is something to draw or to send.</summary>
    internal void Wake()
    {
        if (!_ended)
        {
            _wake.Set();
        }
    }

    internal void Join(Viewer viewer)
    {
        ImmutableInterlocked.Update(ref _viewers, (viewers, added) => viewers.Add(added), viewer);
        Wake();
    }

    internal void Leave(Viewer viewer) => ImmutableInterlocked.Update(ref _viewers, (viewers, removed) => viewers.Remove(removed), viewer);

    public void Dispose()
    {
        _ended = true;
        _wake.Set();
        _thread.Join();
        _actor?.Dispose();
    }

    private void Run()
    {
        while (!_ended)
        {
            _wake.WaitOne();
            while (!_ended && SomeoneIsReady() && TryDraw())
            {
                SendCurrent();
            }

            SendCurrent();
        }
    }

    private bool SomeoneIsReady()
    {
        foreach (Viewer viewer in _viewers)
        {
            if (viewer.IsReady)
            {
                return true;
            }
        }

        return false;
    }

    private bool TryDraw()
    {
        try
        {
            lock (_actorGate)
            {
                Cue cue = Volatile.Read(ref _cue);
                var wanted = new Shown(_actor, _actor?.Revision ?? 0, cue.Pose, Output);
                if (_actor is null || wanted.Equals(_shown))
                {
                    return false;
                }

                _shown = wanted;
                Draw(_actor, wanted, cue.ArrivedAt);
                return true;
            }
        }
        catch (Exception e)
        {
            // The thread must live on: another pose or character may well be drawn.
            LogFailure(_logger, e);
            return false;
        }
    }

    private void Draw(Actor actor, Shown wanted, TimeSpan? arrivedAt)
    {
        if (_frame.Parts != wanted.Output.Parts())
        {
            _frame = new PosedFrame(wanted.Output.Parts());
        }

        PixelRectangle rectangle = actor.Extent(wanted.Pose, wanted.Output);
        long start = Stopwatch.GetTimestamp();
        actor.Render(wanted.Pose, _frame);
        float milliseconds = (float)Stopwatch.GetElapsedTime(start).TotalMilliseconds;

        FrameBuffer next = _pool.Rent();
        FramePixels.Write(_frame, wanted.Output, rectangle, next.Begin((_current?.Number ?? 0) + 1, rectangle, milliseconds, arrivedAt));
        Meter.CountFrame(milliseconds);
        _current?.Release();
        _current = next;
    }

    private void SendCurrent()
    {
        if (_current is not { } frame)
        {
            return;
        }

        foreach (Viewer viewer in _viewers)
        {
            if (viewer.LastNumber != frame.Number && viewer.IsReady)
            {
                viewer.Offer(frame);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A frame could not be drawn.")]
    private static partial void LogFailure(ILogger logger, Exception exception);

    private sealed record Cue(Pose Pose, TimeSpan? ArrivedAt);

    private sealed record Shown(Actor? Actor, int Revision, Pose Pose, FrameOutput Output);
}
