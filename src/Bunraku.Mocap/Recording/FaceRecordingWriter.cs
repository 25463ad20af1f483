using System.Buffers;
using System.Numerics;
using System.Text.Json;
using Bunraku.Core.Errors;
using Bunraku.Mocap.Faces;

namespace Bunraku.Mocap.Recording;

/// <summary>
/// Records faces into a JSON-lines file, described in docs/formats/face-recording.md. Every face is one line; the time of the
/// first is 0. The file is made with the first face: without a face there is no file, and an existing one stays as it is.
/// Whatever happens, all lines that were flushed stay readable. Used by one caller at a time.
/// </summary>
public sealed class FaceRecordingWriter : IDisposable
{
    private const int FlushBytes = 1 << 16;
    private static readonly TimeSpan FlushInterval = TimeSpan.FromSeconds(1);

    private readonly FaceRecordingHeader _header;
    private readonly string _path;
    private readonly bool _replaces;
    private readonly ArrayBufferWriter<byte> _buffer = new(2 * FlushBytes);
    private readonly Utf8JsonWriter _json;
    private FileStream? _stream;
    private TimeSpan? _first;
    private TimeSpan _last;
    private TimeSpan _flushed;

    private FaceRecordingWriter(string path, FaceRecordingHeader header, bool replaces)
    {
        _path = path;
        _header = header;
        _replaces = replaces;
        _json = new Utf8JsonWriter(_buffer);
    }

    /// <summary>How many faces were appended.</summary>
    public long Count { get; private set; }

    /// <summary>The time of the last face since the first.</summary>
    public TimeSpan Duration { get; private set; }

    /// <summary>Begins a recording.</summary>
    /// <param name="path">The file.</param>
    /// <param name="header">The first line.</param>
    /// <param name="replace">Whether the first face replaces a recording of that name.</param>
    /// <exception cref="BadInputException">The file cannot be made, or it exists and is not to be replaced.</exception>
    public static FaceRecordingWriter Create(string path, FaceRecordingHeader header, bool replace = false)
    {
        if (!replace && File.Exists(path))
        {
            throw new BadInputException($"{path} exists. Choose another name, or allow replacing the recording.");
        }

        try
        {
            RequirePlace(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new BadInputException($"The recording {path} cannot be written: {problem.Message}", problem);
        }

        return new FaceRecordingWriter(path, header, replace);
    }

    /// <summary>
    /// Appends a sample. One that is older than the one before is left out: times never go back. So are samples without a face before the first face.
    /// </summary>
    /// <returns>Whether it was appended.</returns>
    /// <exception cref="IOException">The disk is full or gone.</exception>
    public bool Append(FacePose face)
    {
        if (Count > 0 ? face.Timestamp < _last : !face.IsFaceFound)
        {
            return false;
        }

        if (_stream is null)
        {
            Open();
        }

        _first ??= face.Timestamp;
        _last = face.Timestamp;
        Duration = face.Timestamp - _first.Value;
        WriteFace(face);
        Count++;
        if (_buffer.WrittenCount >= FlushBytes || Duration - _flushed >= FlushInterval)
        {
            Flush();
        }

        return true;
    }

    /// <summary>Hands everything appended so far to the system.</summary>
    /// <exception cref="IOException">The disk is full or gone.</exception>
    public void Flush()
    {
        if (_stream is null)
        {
            return;
        }

        _stream.Write(_buffer.WrittenSpan);
        _buffer.ResetWrittenCount();
        _stream.Flush();
        _flushed = Duration;
    }

    /// <summary>Flushes to the disk and closes the file.</summary>
    public void Dispose()
    {
        if (_stream is { CanWrite: true })
        {
            Flush();
            _stream.Flush(flushToDisk: true);
        }

        _json.Dispose();
        _stream?.Dispose();
    }

    /// <summary>Finds out early whether the file can be made; a new one is gone again at once.</summary>
    private static void RequirePlace(string path)
    {
        if (Directory.Exists(path))
        {
            throw new IOException("this is a folder.");
        }

        if (!File.Exists(path))
        {
            new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0, FileOptions.DeleteOnClose).Dispose();
        }
    }

    /// <exception cref="IOException">The file cannot be made.</exception>
    private void Open()
    {
        try
        {
            _stream = new FileStream(_path, _replaces ? FileMode.Create : FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        }
        catch (UnauthorizedAccessException problem)
        {
            throw new IOException(problem.Message, problem);
        }

        WriteHeader(_header);
        Flush();
    }

    private void WriteHeader(FaceRecordingHeader header)
    {
        _json.WriteStartObject();
        _json.WriteString("format", FaceRecordingHeader.Format);
        _json.WriteString("source", header.Source);
        _json.WriteString("created", header.Created.UtcDateTime);
        _json.WriteStartArray("weights");
        foreach (string name in Blendshapes.Names)
        {
            _json.WriteStringValue(name);
        }

        _json.WriteEndArray();
        EndLine();
    }

    private void WriteFace(FacePose face)
    {
        _json.WriteStartObject();
        _json.WriteNumber("t", (decimal)Duration.Ticks / TimeSpan.TicksPerSecond);
        if (!face.IsFaceFound)
        {
            _json.WriteBoolean("found", false);
        }

        _json.WriteStartArray("w");
        foreach (double weight in face.Weights)
        {
            _json.WriteNumberValue(weight);
        }

        _json.WriteEndArray();
        WriteAngles("head", face.HeadRotation);
        WriteAngles("leftEye", face.LeftEyeRotation);
        WriteAngles("rightEye", face.RightEyeRotation);
        if (face.HeadPosition is { } position)
        {
            WritePosition(position);
        }

        EndLine();
    }

    private void WriteAngles(string name, EulerAngles angles)
    {
        if (angles != EulerAngles.Zero)
        {
            _json.WriteStartArray(name);
            _json.WriteNumberValue(angles.X);
            _json.WriteNumberValue(angles.Y);
            _json.WriteNumberValue(angles.Z);
            _json.WriteEndArray();
        }
    }

    private void WritePosition(Vector3 position)
    {
        _json.WriteStartArray("position");
        _json.WriteNumberValue(position.X);
        _json.WriteNumberValue(position.Y);
        _json.WriteNumberValue(position.Z);
        _json.WriteEndArray();
    }

    private void EndLine()
    {
        _json.WriteEndObject();
        _json.Flush();
        _json.Reset();
        _buffer.Write("\n"u8);
    }
}
