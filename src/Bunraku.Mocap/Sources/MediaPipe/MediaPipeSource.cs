using Bunraku.Core.Errors;
using Bunraku.Mocap.Faces;

namespace Bunraku.Mocap.Sources.MediaPipe;

/// <summary>
/// The face landmarker in Bunraku's own webcam page. It opens no port: the page's connection hands its messages to
/// <see cref="Receive"/>.
/// </summary>
public sealed class MediaPipeSource : IFaceSource
{
    private readonly TimeProvider _clock;
    private readonly SourceMonitor _monitor;

    /// <param name="clock">The clock, or null for the system's.</param>
    public MediaPipeSource(TimeProvider? clock = null)
    {
        _clock = clock ?? TimeProvider.System;
        _monitor = new SourceMonitor(Setup, _clock);
    }

    /// <inheritdoc/>
    public string Name => Setup.Name;

    /// <inheritdoc/>
    public SourceSetup Setup { get; } = new()
    {
        Protocol = TrackingProtocol.MediaPipe,
        Name = "Webcam",
        Transport = SourceTransport.Browser,
    };

    /// <inheritdoc/>
    public LatestFace Latest { get; } = new();

    /// <inheritdoc/>
    public SourceStatistics Statistics => _monitor.Snapshot(lost: null);

    /// <summary>
    /// Handles one message of the page; false when it is malformed, which is counted. Messages come one after the other.
    /// </summary>
    public bool Receive(ReadOnlySpan<byte> message)
    {
        if (MediaPipeMessage.TryParse(message, FaceClock.TimeOf(_clock), out FacePose? face, out _))
        {
            _monitor.Bring(face, Latest);
            return true;
        }

        _monitor.CountReceived();
        _monitor.Count(PacketKind.Malformed, message, face: null);
        return false;
    }

    /// <summary>Says what the page cannot do, for example that the camera was unplugged; null when all is well again.</summary>
    public void Report(string? problem) => _monitor.Report(problem is null ? null : Phrase.Verbatim(problem));

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        _monitor.Opened(port: 0);
        await Ticker.RunAsync(_clock, () => Latest.PublishLoss(_monitor, _clock), cancellationToken).ConfigureAwait(false);
        _monitor.Stopped();
    }
}
