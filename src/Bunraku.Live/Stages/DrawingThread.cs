using System.Collections.Immutable;
using Bunraku.Live.Frames;
using Microsoft.Extensions.Logging;

namespace Bunraku.Live.Stages;

/// <summary>
/// Draws for everyone who watches: only when something has changed, and only when at least one viewer can take the frame. The thread starts with the first
/// viewer. No exception of a drawing or of a viewer ends it.
/// </summary>
/// <param name="drawNext">Draws the frame of that number; null where nothing has changed since the last one.</param>
/// <param name="logger">Told of what fails.</param>
internal sealed partial class DrawingThread(Func<uint, FrameBuffer?> drawNext, ILogger logger) : IDisposable
{
    private readonly Lock _starting = new();
    private readonly AutoResetEvent _wake = new(false);
    private ImmutableArray<Viewer> _viewers = [];
    private Thread? _thread;
    private FrameBuffer? _current;
    private volatile bool _ended;

    /// <summary>Lets the thread look again whether there is something to draw or to send.</summary>
    public void Wake()
    {
        if (!_ended)
        {
            _wake.Set();
        }
    }

    public void Join(Viewer viewer)
    {
        ImmutableInterlocked.Update(ref _viewers, (viewers, added) => viewers.Add(added), viewer);
        lock (_starting)
        {
            if (_thread is null && !_ended)
            {
                _thread = new Thread(Run) { IsBackground = true, Name = "stage" };
                _thread.Start();
            }
        }

        Wake();
    }

    public void Leave(Viewer viewer) => ImmutableInterlocked.Update(ref _viewers, (viewers, removed) => viewers.Remove(removed), viewer);

    /// <summary>Ends the thread once the frame that is being drawn is finished.</summary>
    public void Dispose()
    {
        lock (_starting)
        {
            _ended = true;
        }

        _wake.Set(); // Never disposed: a viewer may still wake the thread.
        _thread?.Join();
    }

    private void Run()
    {
        while (!_ended)
        {
            _wake.WaitOne();
            while (!_ended && _viewers.Any(viewer => viewer.IsReady) && TryDraw())
            {
                SendCurrent();
            }

            SendCurrent();
        }
    }

    private bool TryDraw()
    {
        try
        {
            if (drawNext((_current?.Number ?? 0) + 1) is not { } next)
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
            LogFailure(logger, e);
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
}
