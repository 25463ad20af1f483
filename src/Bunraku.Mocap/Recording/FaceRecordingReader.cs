using System.Runtime.CompilerServices;
using Bunraku.Core.Errors;
using Bunraku.Mocap.Faces;

namespace Bunraku.Mocap.Recording;

/// <summary>
/// Reads a recorded face from a JSON-lines file, described in docs/formats/face-recording.md, one line at a time. A last line
/// that was cut off by a crash is left out.
/// </summary>
public sealed class FaceRecordingReader : IDisposable
{
    private readonly LineReader _lines;
    private readonly FaceLineParser _parser;
    private readonly string _path;

    private FaceRecordingReader(LineReader lines, FaceLineParser parser, string path)
    {
        _lines = lines;
        _parser = parser;
        _path = path;
    }

    /// <summary>What the recording's first line says.</summary>
    public FaceRecordingHeader Header => _parser.Header;

    /// <summary>Whether the last line was found cut off; known once all faces have been read.</summary>
    public bool IsTorn { get; private set; }

    /// <summary>Opens a recording and reads its first line.</summary>
    /// <exception cref="BadInputException">There is no such file, or it is not a recording that this version can read.</exception>
    public static async Task<FaceRecordingReader> OpenAsync(string path, CancellationToken cancellationToken = default)
    {
        var lines = new LineReader(OpenFile(path), path);
        try
        {
            return await lines.MoveNextAsync(cancellationToken)
                ? new FaceRecordingReader(lines, FaceLineParser.FromHeader(lines.Line, path), path)
                : throw new BadInputException($"{path} is empty. A face recording starts with a line that says \"{FaceRecordingHeader.Format}\".");
        }
        catch
        {
            lines.Dispose();
            throw;
        }
    }

    /// <summary>Whether a file begins like a recording, whatever else may be wrong with it.</summary>
    /// <exception cref="BadInputException">There is no such file, or it cannot be read.</exception>
    public static bool IsRecording(string path)
    {
        using FileStream stream = OpenFile(path);
        Span<byte> start = stackalloc byte[256];
        int count = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return start[..count].IndexOf("\"bunraku-faces/"u8) >= 0;
    }

    /// <summary>Reads all faces from a file.</summary>
    /// <exception cref="BadInputException">As <see cref="OpenAsync"/> and <see cref="ReadFacesAsync"/>.</exception>
    public static async IAsyncEnumerable<FacePose> ReadAllAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using FaceRecordingReader reader = await OpenAsync(path, cancellationToken);
        await foreach (FacePose face in reader.ReadFacesAsync(cancellationToken))
        {
            yield return face;
        }
    }

    /// <summary>Reads the faces in order, once. Their timestamps are the times since the first.</summary>
    /// <exception cref="BadInputException">A line is not a face, or its time is before that of the line before; the message gives its number.</exception>
    public async IAsyncEnumerable<FacePose> ReadFacesAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        TimeSpan last = TimeSpan.MinValue;
        while (await _lines.MoveNextAsync(cancellationToken))
        {
            FacePose face;
            try
            {
                face = _parser.Parse(_lines.Line, _path, _lines.Number);
            }
            catch (BadInputException) when (_lines.IsTorn)
            {
                IsTorn = true;
                break;
            }

            if (face.Timestamp < last)
            {
                throw new BadInputException($"{_path}, line {_lines.Number}: the time goes back from {last.TotalSeconds} to {face.Timestamp.TotalSeconds} seconds.");
            }

            last = face.Timestamp;
            yield return face;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _lines.Dispose();

    private static FileStream OpenFile(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{path} cannot be read: {problem.Message}", problem);
        }
    }
}
