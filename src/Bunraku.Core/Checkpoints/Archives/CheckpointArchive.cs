using System.Globalization;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;
using Bunraku.Core.Errors;

namespace Bunraku.Core.Checkpoints.Archives;

/// <summary>
/// The ZIP archive of a checkpoint: <c>data.pkl</c>, <c>version</c> and one entry for every storage, all below one prefix.
/// </summary>
internal sealed class CheckpointArchive
{
    private const string PickleSuffix = "/data.pkl";
    private const int MaxSmallTextBytes = 64;

    private readonly Stream _stream;
    private readonly string _path;
    private readonly Dictionary<string, ZipEntry> _entries;
    private readonly string _prefix;

    /// <summary>PyTorch can save without check sums: then all of them are 0.</summary>
    private readonly bool _hasCheckSums;

    private CheckpointArchive(Stream stream, string path, CheckpointLimits limits)
    {
        _stream = stream;
        _path = path;
        _entries = new ZipDirectoryReader(stream, path, limits, rootMark: "data.pkl").Read();
        _hasCheckSums = _entries.Values.Any(entry => entry.Crc != 0);
        _prefix = FindPrefix();
        CheckVersion();
        CheckByteOrder();
    }

    /// <summary>Opens an archive on a seekable stream, which must stay open while entries are read.</summary>
    /// <exception cref="CheckpointException">The file is not a sound checkpoint archive.</exception>
    public static CheckpointArchive Open(Stream stream, string path, CheckpointLimits limits)
    {
        if (stream.Length > limits.MaxBytes)
        {
            throw CheckpointException.FileTooLarge(path, stream.Length, limits.MaxBytes);
        }

        CheckMagic(stream, path);
        return new CheckpointArchive(stream, path, limits);
    }

    /// <summary>Reads <c>data.pkl</c>.</summary>
    public byte[] ReadPickle(int maxBytes)
    {
        ZipEntry entry = _entries[_prefix + PickleSuffix];
        if (entry.Size > maxBytes)
        {
            throw CheckpointException.CorruptArchive(_path, $"{ForeignText.Quote(entry.Name)} has {entry.Size} bytes, but at most {maxBytes} are allowed");
        }

        return Read(entry);
    }

    /// <summary>The entry of a storage, or null.</summary>
    public ZipEntry? FindStorage(string key) => _entries.GetValueOrDefault($"{_prefix}/data/{key}");

    /// <summary>Reads a whole entry into a buffer of exactly its size and checks its CRC, unless the file was saved without any.</summary>
    public void Read(ZipEntry entry, Span<byte> destination)
    {
        if (entry.Method == ZipFormat.Stored)
        {
            _stream.Position = entry.DataOffset;
            _stream.ReadExactly(destination);
        }
        else
        {
            Inflate(entry, destination);
        }

        if (_hasCheckSums && Crc32.HashToUInt32(destination) != entry.Crc)
        {
            throw CheckpointException.CorruptArchive(_path, $"the check sum of the entry {ForeignText.Quote(entry.Name)} is wrong");
        }
    }

    private byte[] Read(ZipEntry entry)
    {
        byte[] bytes = new byte[entry.Size];
        Read(entry, bytes);
        return bytes;
    }

    private void Inflate(ZipEntry entry, Span<byte> destination)
    {
        byte[] packed = new byte[entry.PackedSize];
        _stream.Position = entry.DataOffset;
        _stream.ReadExactly(packed);
        try
        {
            using var inflater = new DeflateStream(new MemoryStream(packed), CompressionMode.Decompress);
            int count = inflater.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false);
            if (count < destination.Length || inflater.ReadByte() >= 0)
            {
                throw CheckpointException.CorruptArchive(_path, $"the entry {ForeignText.Quote(entry.Name)} does not unpack to its stated {entry.Size} bytes");
            }
        }
        catch (InvalidDataException exception)
        {
            throw CheckpointException.CorruptArchive(_path, $"the entry {ForeignText.Quote(entry.Name)} cannot be unpacked", exception);
        }
    }

    private static void CheckMagic(Stream stream, string path)
    {
        Span<byte> buffer = stackalloc byte[ForeignFile.StartSize];
        stream.Position = 0;
        ReadOnlySpan<byte> start = buffer[..stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)];
        if (ForeignFile.IsOldCheckpoint(start))
        {
            throw CheckpointException.UnsupportedOldFormat(path);
        }

        if (!start.StartsWith("PK\x03\x04"u8))
        {
            throw CheckpointException.NotACheckpoint(path, ForeignFile.Describe(start));
        }
    }

    private string FindPrefix()
    {
        string[] pickles = [.. _entries.Keys.Where(name => name.EndsWith(PickleSuffix, StringComparison.Ordinal))];
        return pickles.Length == 1
            ? pickles[0][..^PickleSuffix.Length]
            : throw CheckpointException.NotACheckpoint(_path, Phrase.Of($"the archive has {pickles.Length} entries named data.pkl instead of one"));
    }

    private void CheckVersion()
    {
        string text = ReadSmallText("version") ?? throw CheckpointException.NotACheckpoint(_path, Phrase.Of("the archive has no entry \"version\""));
        bool isSupported = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int version) && version is >= 1 and <= 10;
        if (!isSupported)
        {
            throw CheckpointException.UnsupportedVersion(_path, text);
        }
    }

    private void CheckByteOrder()
    {
        if (ReadSmallText("byteorder") is { } byteOrder and not "little")
        {
            throw CheckpointException.UnsupportedByteOrder(_path, byteOrder);
        }
    }

    /// <summary>The text of a one-line entry without its line end, cut where it is longer than any sound one; null if absent.</summary>
    private string? ReadSmallText(string name)
    {
        if (!_entries.TryGetValue($"{_prefix}/{name}", out ZipEntry? entry))
        {
            return null;
        }

        return entry.Size <= MaxSmallTextBytes
            ? Encoding.Latin1.GetString(Read(entry)).TrimEnd('\n', '\r')
            : throw CheckpointException.CorruptArchive(_path, $"the entry {ForeignText.Quote(entry.Name)} is too long");
    }
}
