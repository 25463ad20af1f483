using Bunraku.Core.Errors;
using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Sources;

namespace Bunraku.Mocap.Recording;

/// <summary>A recording that stands in for a tracker: its faces come with the times between them as they were recorded.</summary>
/// <param name="path">The recording.</param>
/// <param name="repeats">Whether it begins again after its last face.</param>
/// <param name="clock">The clock, or null for the system's.</param>
public sealed class RecordingSource(string path, bool repeats, TimeProvider? clock = null) : IFaceSource
{
    private static readonly SourceSetup Played = new() { Protocol = TrackingProtocol.Recording, Name = "Recording", Transport = SourceTransport.File };

    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private readonly SourceMonitor _monitor = new(Played, clock ?? TimeProvider.System);
    private volatile bool _hasEnded;

    /// <inheritdoc/>
    public string Name => Path.GetFileNameWithoutExtension(path);

    /// <inheritdoc/>
    public SourceSetup Setup => Played;

    /// <inheritdoc/>
    public LatestFace Latest { get; } = new();

    /// <inheritdoc/>
    public SourceStatistics Statistics => _monitor.Snapshot(lost: null);

    /// <summary>Whether the last face was played.</summary>
    public bool HasEnded => _hasEnded;

    /// <summary>Plays until told to stop, or until the end; a file that cannot be read is told by <see cref="Statistics"/>.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        _monitor.Opened(port: 0);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task ticking = Ticker.RunAsync(_clock, () => Latest.PublishLoss(_monitor, _clock), ended.Token);
        try
        {
            do
            {
                await PlayAsync(cancellationToken).ConfigureAwait(false);
            }
            while (repeats && Statistics.Accepted > 0);
            _monitor.Stopped();
            _hasEnded = true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _monitor.Stopped();
        }
        catch (Exception problem)
        {
            // Whatever it is (a file that is not a recording, a drive that was pulled out), the page shows it.
            _monitor.Failed(SourceState.Failed, problem is BadInputException refusal ? refusal.Phrase : Phrase.Of($"{ForeignText.Show(path)} cannot be played: {ForeignText.Line(problem.Message)}"));
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            await ticking.ConfigureAwait(false);
        }
    }

    private async Task PlayAsync(CancellationToken cancellationToken)
    {
        IAsyncEnumerable<FacePose> faces = FaceReplay.PlayAsync(FaceRecordingReader.ReadAllAsync(path, cancellationToken), _clock, cancellationToken: cancellationToken);
        await foreach (FacePose face in faces.ConfigureAwait(false))
        {
            _monitor.Bring(face, Latest);
        }
    }
}
