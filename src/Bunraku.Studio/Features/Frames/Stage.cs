using System.Collections.Immutable;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Microsoft.Extensions.Logging;

namespace Bunraku.Studio.Features.Frames;

/// <summary>
/// A character and the pose it is to take, drawn for everyone who watches. The stage's thread always draws the latest pose: only when something changed,
/// and only when at least one viewer can take the frame. What a frame is drawn with is the matter of the kinds of stages.
/// </summary>
public abstract partial class Stage : IDisposable
{
    private readonly ILogger _logger;
    private readonly AutoResetEvent _wake = new(false);
    private readonly Thread _thread;
    private ImmutableArray<Viewer> _viewers = [];
    private Cue _latest = new(Pose.Rest, null);
    private FrameBuffer? _current;
    private volatile bool _ended;

    private protected Stage(string id, ILogger logger)
    {
        Id = id;
        _logger = logger;
        _thread = new Thread(Run) { IsBackground = true, Name = "stage" };
        _thread.Start(); // It touches nothing before someone watches.
    }

    /// <summary>Its address: unguessable, unless it is a stage that has a name.</summary>
    public string Id { get; }

    /// <summary>Who is on the stage, or null before anyone is.</summary>
    public abstract string? Name { get; }

    /// <summary>The pose to show: the latest one counts, and none is waited for.</summary>
    public Pose Pose
    {
        get => Latest.Pose;
        set => Take(value, arrivedAt: null);
    }

    /// <summary>What is measured of the frames.</summary>
    internal StageMeter Meter { get; } = new();

    /// <summary>The number of frame buffers in existence.</summary>
    internal int Buffers => Pool.Count;

    /// <summary>Where the buffers for frames come from.</summary>
    private protected FramePool Pool { get; } = new();

    /// <summary>The number of the frame that is drawn next.</summary>
    private protected uint NextNumber => (_current?.Number ?? 0) + 1;

    /// <summary>The pose to show, and the arrival of the face that caused it.</summary>
    private protected Cue Latest => Volatile.Read(ref _latest);

    /// <summary>Takes a pose that a face is the cause of.</summary>
    /// <param name="pose">The pose to show.</param>
    /// <param name="arrivedAt">When the face arrived, on the clock of the faces: the frame's latency is counted from then.</param>
    internal void Take(Pose pose, TimeSpan? arrivedAt)
    {
        Volatile.Write(ref _latest, new Cue(pose, arrivedAt));
        Wake();
    }

    /// <summary>The present picture as a PNG file, drawn beside the frames of the viewers; null where there is none.</summary>
    /// <param name="style">How it is saved.</param>
    /// <param name="background">The colour behind it, for <see cref="PictureStyle.WithBackground"/>.</param>
    internal abstract SavedPicture? Save(PictureStyle style, LinearColor background);

    /// <summary>Draws what is to be shown now. Called by the stage's thread only.</summary>
    /// <returns>A frame of <see cref="Pool"/>; null where nothing has changed since the last one.</returns>
    private protected abstract FrameBuffer? DrawNext();

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

    /// <summary>Ends it, once the frame that is being drawn is finished.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        _ended = true;
        _wake.Set();
        _thread.Join();
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
            if (DrawNext() is not { } next)
            {
                return false;
            }

            _current?.Release();
            _current = next;
            return true;
        }
        catch (Exception e)
        {
            // The thread must live on: another pose or character may well be drawn.
            LogFailure(_logger, e);
            return false;
        }
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

    private protected sealed record Cue(Pose Pose, TimeSpan? ArrivedAt);
}
