using System.Globalization;
using Bunraku.Core.Errors;
using Bunraku.Mocap.Recording;
using Bunraku.Mocap.Sources;

namespace Bunraku.Live.Puppets;

/// <summary>Records the faces of an input into the user's folder of recordings. Safe for any number of threads.</summary>
public sealed class PuppetRecorder(PuppetInput input, RecordingFolder folder) : IDisposable
{
    private readonly Lock _gate = new();
    private FaceRecorder? _recorder;

    /// <summary>The folder of all recordings.</summary>
    public RecordingFolder Folder => folder;

    /// <summary>Whether it records now.</summary>
    public bool IsRecording => Volatile.Read(ref _recorder) is not null;

    /// <summary>How many faces the present recording has.</summary>
    public long Count => Volatile.Read(ref _recorder)?.Count ?? 0;

    /// <summary>How long the present recording is.</summary>
    public TimeSpan Duration => Volatile.Read(ref _recorder)?.Duration ?? TimeSpan.Zero;

    /// <summary>Why the present recording goes no further, or null.</summary>
    public Phrase? Problem => Volatile.Read(ref _recorder)?.Problem;

    /// <summary>Begins a recording, named after this moment.</summary>
    /// <exception cref="BadInputException">The file cannot be made.</exception>
    public void Start()
    {
        lock (_gate)
        {
            if (_recorder is null)
            {
                DateTimeOffset now = TimeProvider.System.GetLocalNow();
                string name = now.ToString("yyyy-MM-dd HH.mm.ss", CultureInfo.InvariantCulture);
                var header = new FaceRecordingHeader(input.Active?.Name ?? "nothing", now);
                _recorder = new FaceRecorder(input.Latest, FaceRecordingWriter.Create(Folder.PathForNew(name), header));
            }
        }
    }

    /// <summary>Ends the recording, if there is one.</summary>
    /// <exception cref="BadInputException">The rest could not be written.</exception>
    public void Stop()
    {
        lock (_gate)
        {
            FaceRecorder? recorder = _recorder;
            _recorder = null;
            recorder?.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Stop();
        }
        catch (BadInputException)
        {
            // Studio ends, and all that could be written is in the file.
        }
    }
}
