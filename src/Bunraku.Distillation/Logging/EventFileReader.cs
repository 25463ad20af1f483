using Bunraku.Core.Errors;

namespace Bunraku.Distillation.Logging;

/// <summary>
/// Reads the numbers of a TensorBoard event file, also while it is written: each call yields what came since the one before. A last record that
/// is not all there is left for later; a damaged one is passed over.
/// </summary>
/// <param name="path">The file.</param>
public sealed class EventFileReader(string path)
{
    private const int ChunkBytes = 1 << 20;
    private long _position;

    /// <summary>The numbers since the last call, in the order of the file; all of them on the first.</summary>
    /// <exception cref="BadInputException">The file is absent or cannot be read.</exception>
    public IReadOnlyList<ScalarEvent> ReadNew()
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            var events = new List<ScalarEvent>();
            byte[] buffer = new byte[ChunkBytes];
            int held = 0;
            file.Position = _position;
            while (true)
            {
                int read = file.Read(buffer, held, buffer.Length - held);
                held += read;
                int used = ReadRecords(buffer.AsSpan(0, held), events);
                _position += used;
                buffer.AsSpan(used, held - used).CopyTo(buffer);
                held -= used;
                if (read == 0 || held > EventRecord.LongestRecord)
                {
                    return events;
                }

                if (held == buffer.Length)
                {
                    Array.Resize(ref buffer, 2 * buffer.Length);
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{path}: the log cannot be read: {error.Message}", error);
        }
    }

    /// <returns>How many bytes were used up.</returns>
    private static int ReadRecords(ReadOnlySpan<byte> bytes, List<ScalarEvent> events)
    {
        int used = 0;
        while (EventRecord.TryRead(bytes[used..], out ReadOnlySpan<byte> message, out int size))
        {
            EventMessage.TryRead(message, events);
            used += size;
        }

        return used;
    }
}
