using System.Buffers.Binary;
using System.Globalization;
using Bunraku.Core.Errors;

namespace Bunraku.Distillation.Logging;

/// <summary>
/// Writes a TensorBoard event file: records of u64 length, u32 checksum of the length, message, u32 checksum of the message, all little-endian.
/// Every record reaches the operating system at once and in one piece, so that a killed process tears the last record at most.
/// </summary>
public sealed class EventFileWriter : IDisposable
{
    private static int _counter;
    private readonly Stream _file;
    private readonly TimeProvider _time;

    /// <summary>Begins a file.</summary>
    /// <param name="path">What to call it.</param>
    /// <param name="file">Where it goes; disposed with this.</param>
    /// <param name="time">The clock of the records.</param>
    internal EventFileWriter(string path, Stream file, TimeProvider time)
    {
        Path = path;
        _file = file;
        _time = time;
        WriteRecord(EventMessage.FileVersion(Now));
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Begins a file named <c>events.out.tfevents.[unix time].[host].[process].[counter]</c>.</summary>
    /// <param name="folder">Where; made if absent.</param>
    /// <param name="time">The clock of file name and records; the system's if not given.</param>
    /// <exception cref="BadInputException">The file cannot be made.</exception>
    public static EventFileWriter Create(string folder, TimeProvider? time = null)
    {
        time ??= TimeProvider.System;
        string name = string.Create(
            CultureInfo.InvariantCulture,
            $"events.out.tfevents.{time.GetUtcNow().ToUnixTimeSeconds():D10}.{HostName()}.{Environment.ProcessId}.{Interlocked.Increment(ref _counter) - 1}");
        string path = System.IO.Path.Combine(folder, name);
        try
        {
            Directory.CreateDirectory(folder);

            // No buffer: each record is one write.
            return new EventFileWriter(path, new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0), time);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{path}: the log cannot be written: {error.Message}", error);
        }
    }

    /// <summary>Writes the numbers of one step.</summary>
    /// <exception cref="IOException">The disk is full or gone.</exception>
    public void Write(long step, params IEnumerable<(string Tag, double Value)> values) => WriteRecord(EventMessage.Scalars(Now, step, values));

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private double Now => (_time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds;

    private void WriteRecord(byte[] message)
    {
        byte[] record = new byte[EventRecord.HeaderBytes + message.Length + EventRecord.ChecksumBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(record, (ulong)message.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(EventRecord.LengthBytes), MaskedCrc.Of(record.AsSpan(0, EventRecord.LengthBytes)));
        message.CopyTo(record, EventRecord.HeaderBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(EventRecord.HeaderBytes + message.Length), MaskedCrc.Of(message));
        _file.Write(record);
    }

    /// <summary>The name of this machine, in characters that a file name can have.</summary>
    private static string HostName()
    {
        string name = new([.. Environment.MachineName.Where(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')]);
        return name.Length == 0 ? "localhost" : name;
    }
}
