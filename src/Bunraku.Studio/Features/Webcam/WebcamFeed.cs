using Bunraku.Live.Puppets;
using Bunraku.Mocap.Sources.MediaPipe;

namespace Bunraku.Studio.Features.Webcam;

/// <summary>
/// The one camera that moves the webcam puppeteer's character: the page that began last. A page's connection starts the puppeteer, and its end stops it.
/// </summary>
internal sealed class WebcamFeed(PuppetSessions sessions) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private CancellationTokenSource? _current;

    /// <summary>What the messages of the page become.</summary>
    public MediaPipeSource Source { get; } = new();

    /// <summary>Lets a page send its faces, in place of the page that did so before.</summary>
    /// <returns>To be given back to <see cref="EndAsync"/>; it is cancelled when another page takes over.</returns>
    public async Task<CancellationTokenSource> BeginAsync()
    {
        await _gate.WaitAsync();
        try
        {
            if (_current is not null)
            {
                await _current.CancelAsync();
            }

            _current = new CancellationTokenSource();
            Source.Report(null);
            await sessions.Webcam.StartAsync([Source]);
            return _current;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The page sends no more.</summary>
    public async Task EndAsync(CancellationTokenSource turn)
    {
        await _gate.WaitAsync();
        try
        {
            if (_current == turn)
            {
                _current = null;
                if (sessions.Webcam.Input.Sources.Contains(Source))
                {
                    await sessions.Webcam.StopAsync();
                }
            }

            turn.Dispose();
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Does nothing: a connection may end after Studio's services have, and neither the gate nor a turn holds a handle.</summary>
    public void Dispose()
    {
    }
}
