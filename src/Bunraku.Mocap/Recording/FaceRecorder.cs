using Bunraku.Core.Errors;
using Bunraku.Mocap.Faces;

namespace Bunraku.Mocap.Recording;

/// <summary>Records every face that is published into a slot, from when it is made until it is disposed. Safe for any number of threads.</summary>
public sealed class FaceRecorder : IDisposable
{
    private readonly Lock _gate = new();
    private readonly LatestFace _faces;
    private readonly FaceRecordingWriter _writer;
    private bool _isStopped;
    private Phrase? _problem;

    /// <summary>Begins to record.</summary>
    /// <param name="faces">The slot to listen to.</param>
    /// <param name="writer">The file, which is then the recorder's to close.</param>
    public FaceRecorder(LatestFace faces, FaceRecordingWriter writer)
    {
        _faces = faces;
        _writer = writer;
        faces.Published += Record;
    }

    /// <summary>How many faces were recorded.</summary>
    public long Count
    {
        get
        {
            lock (_gate)
            {
                return _writer.Count;
            }
        }
    }

    /// <summary>The time from the first recorded face to the last.</summary>
    public TimeSpan Duration
    {
        get
        {
            lock (_gate)
            {
                return _writer.Duration;
            }
        }
    }

    /// <summary>Why recording stopped by itself (a full disk), or null.</summary>
    public Phrase? Problem
    {
        get
        {
            lock (_gate)
            {
                return _problem;
            }
        }
    }

    /// <summary>Stops and closes the file.</summary>
    /// <exception cref="BadInputException">The rest could not be written.</exception>
    public void Dispose()
    {
        _faces.Published -= Record;
        lock (_gate)
        {
            if (_isStopped)
            {
                return;
            }

            _isStopped = true;
            try
            {
                _writer.Dispose();
            }
            catch (IOException problem)
            {
                throw new BadInputException($"The end of the recording could not be written: {problem.Message}", problem);
            }
        }
    }

    private void Record(FacePose face)
    {
        lock (_gate)
        {
            if (_isStopped || _problem is not null)
            {
                return;
            }

            try
            {
                _writer.Append(face);
            }
            catch (IOException problem)
            {
                _problem = Phrase.Of($"Recording stopped after {_writer.Count} faces: {ForeignText.Line(problem.Message)}");
            }
        }
    }
}
