using System.Buffers.Binary;
using System.Text;
using Bunraku.Core.Errors;

namespace Bunraku.Core.Checkpoints.Archives;

/// <summary>
/// Reads the table of contents of a ZIP archive and trusts none of it. Every size and offset must lie in the file, and entries must not overlap.
/// Local headers must not contradict the central directory, which alone is used for sizes.
/// </summary>
/// <param name="stream">The archive.</param>
/// <param name="path">What to call it in errors.</param>
/// <param name="limits">How large it may be.</param>
/// <param name="rootMark">
/// The file whose folder may have any name, even one that is not text: it is never used as a path. Without it every name must be a plain relative path.
/// </param>
internal sealed class ZipDirectoryReader(Stream stream, string path, CheckpointLimits limits, string? rootMark = null)
{
    /// <summary>What a root folder is called whose name is not plain.</summary>
    private const string OtherRoot = "archive/";

    private const int MaxDirectoryBytes = 32 << 20;

    /// <summary>No deflated stream unpacks to more than this many times its size.</summary>
    private const int MaxDeflateRatio = 1032;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly long _length = stream.Length;

    /// <summary>All entries by name.</summary>
    /// <exception cref="CheckpointException">The archive is damaged or hostile.</exception>
    public Dictionary<string, ZipEntry> Read()
    {
        EndRecord end = ReadEndRecord();
        byte[] directory = new byte[end.DirectorySize];
        ReadAt(end.DirectoryOffset, directory);

        byte[] root = FindRoot(directory);
        var entries = new List<ZipEntry>((int)end.EntryCount);
        int position = 0;
        for (long i = 0; i < end.EntryCount; i++)
        {
            entries.Add(ParseEntry(directory, root, ref position));
        }

        if (position != directory.Length)
        {
            throw Corrupt($"its directory lists more than the {end.EntryCount} entries that its end record counts");
        }

        return LocateData(entries, end.DirectoryOffset);
    }

    private EndRecord ReadEndRecord()
    {
        byte[] tail = new byte[Math.Min(_length, ZipFormat.EndSize + ushort.MaxValue)];
        ReadAt(_length - tail.Length, tail);
        for (int i = tail.Length - ZipFormat.EndSize; i >= 0; i--)
        {
            ReadOnlySpan<byte> record = tail.AsSpan(i);
            if (UInt32(record) == ZipFormat.EndSignature && UInt16(record[20..]) == record.Length - ZipFormat.EndSize)
            {
                return ParseEndRecord(record, _length - record.Length);
            }
        }

        throw Corrupt("it has no end record, so the file is truncated or has something appended");
    }

    private EndRecord ParseEndRecord(ReadOnlySpan<byte> record, long recordOffset)
    {
        if (UInt16(record[4..]) != 0 || UInt16(record[6..]) != 0 || UInt16(record[8..]) != UInt16(record[10..]))
        {
            throw Corrupt("it is one of several parts");
        }

        var end = new EndRecord(UInt16(record[10..]), UInt32(record[12..]), UInt32(record[16..]));
        (end, long directoryEnd) = WithZip64(end, recordOffset);
        if (end.DirectoryOffset + end.DirectorySize != directoryEnd)
        {
            throw Corrupt($"its directory ({end.DirectorySize} bytes at {end.DirectoryOffset}) does not end where its end record begins ({directoryEnd})");
        }

        if (end.DirectorySize > MaxDirectoryBytes || end.EntryCount * ZipFormat.CentralHeaderSize > end.DirectorySize)
        {
            throw Corrupt($"its directory of {end.DirectorySize} bytes cannot hold {end.EntryCount} entries");
        }

        return end;
    }

    /// <summary>
    /// Small checkpoints, too, carry a ZIP64 end record. It must agree with the ordinary one wherever that has a value.
    /// </summary>
    private (EndRecord End, long DirectoryEnd) WithZip64(EndRecord end, long recordOffset)
    {
        long locatorOffset = recordOffset - ZipFormat.Zip64LocatorSize;
        Span<byte> locator = stackalloc byte[ZipFormat.Zip64LocatorSize];
        if (locatorOffset < 0 || !ReadAt(locatorOffset, locator) || UInt32(locator) != ZipFormat.Zip64LocatorSignature)
        {
            return (end, recordOffset);
        }

        ulong zip64Offset = BinaryPrimitives.ReadUInt64LittleEndian(locator[8..]);
        Span<byte> record = stackalloc byte[ZipFormat.Zip64EndSize];
        if (zip64Offset > (ulong)locatorOffset
            || locatorOffset - (long)zip64Offset < ZipFormat.Zip64EndSize
            || !ReadAt((long)zip64Offset, record)
            || UInt32(record) != ZipFormat.Zip64EndSignature)
        {
            throw Corrupt("its ZIP64 end record is not where its locator says");
        }

        ulong count = BinaryPrimitives.ReadUInt64LittleEndian(record[32..]);
        ulong size = BinaryPrimitives.ReadUInt64LittleEndian(record[40..]);
        ulong offset = BinaryPrimitives.ReadUInt64LittleEndian(record[48..]);
        bool agrees = (end.EntryCount == ushort.MaxValue || (ulong)end.EntryCount == count)
            && (end.DirectorySize == ZipFormat.InZip64 || (ulong)end.DirectorySize == size)
            && (end.DirectoryOffset == ZipFormat.InZip64 || (ulong)end.DirectoryOffset == offset);
        ulong length = (ulong)_length;
        if (!agrees || count > length || size > length || offset > length)
        {
            throw Corrupt("its two end records contradict each other");
        }

        return (new EndRecord((long)count, (long)size, (long)offset), (long)zip64Offset);
    }

    private ZipEntry ParseEntry(ReadOnlySpan<byte> directory, ReadOnlySpan<byte> root, ref int position)
    {
        ReadOnlySpan<byte> header = directory[position..];
        if (header.Length < ZipFormat.CentralHeaderSize || UInt32(header) != ZipFormat.CentralHeaderSignature)
        {
            throw Corrupt("its directory ends before all entries are listed");
        }

        int nameLength = UInt16(header[28..]);
        int total = ZipFormat.CentralHeaderSize + nameLength + UInt16(header[30..]) + UInt16(header[32..]);
        if (total > header.Length)
        {
            throw Corrupt("an entry of its directory is cut off");
        }

        ReadOnlySpan<byte> name = header.Slice(ZipFormat.CentralHeaderSize, nameLength);
        var entry = new ZipEntry(
            root.Length > 0 && name.StartsWith(root) ? NameOfRoot(root) + ParseName(name[root.Length..]) : ParseName(name),
            Flags: UInt16(header[8..]),
            Method: UInt16(header[10..]),
            Crc: UInt32(header[16..]),
            PackedSize: UInt32(header[20..]),
            Size: UInt32(header[24..]),
            HeaderOffset: UInt32(header[42..]))
        {
            NameBytes = name.ToArray(),
        };
        entry = Zip64Field.Complete(entry, header.Slice(ZipFormat.CentralHeaderSize + nameLength, UInt16(header[30..]))) ?? throw Corrupt($"the ZIP64 field of the entry {ForeignText.Quote(entry.Name)} is damaged");
        CheckEntry(entry);
        position += total;
        return entry;
    }

    /// <summary>The bytes of the folder that holds the root mark, with its separator; none where there is no such file.</summary>
    private byte[] FindRoot(ReadOnlySpan<byte> directory)
    {
        byte[] mark = rootMark is null ? [] : Encoding.ASCII.GetBytes("/" + rootMark);
        while (mark.Length > 0 && directory.Length >= ZipFormat.CentralHeaderSize)
        {
            int nameEnd = ZipFormat.CentralHeaderSize + UInt16(directory[28..]);
            int total = nameEnd + UInt16(directory[30..]) + UInt16(directory[32..]);
            if (total > directory.Length)
            {
                break;
            }

            ReadOnlySpan<byte> name = directory[ZipFormat.CentralHeaderSize..nameEnd];
            if (name.EndsWith(mark))
            {
                return name[..(name.Length - mark.Length + 1)].ToArray();
            }

            directory = directory[total..];
        }

        return [];
    }

    private static string NameOfRoot(ReadOnlySpan<byte> root)
    {
        try
        {
            string name = StrictUtf8.GetString(root);
            return IsPlain(name) ? name : OtherRoot;
        }
        catch (DecoderFallbackException)
        {
            return OtherRoot;
        }
    }

    private static bool IsPlain(string name) =>
        name.Length > 0
        && name[0] != '/'
        && !name.AsSpan().ContainsAny('\\', ':')
        && !name.Any(char.IsControl)
        && !name.Split('/').Contains("..");

    private string ParseName(ReadOnlySpan<byte> bytes)
    {
        string name;
        try
        {
            name = StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException exception)
        {
            throw CheckpointException.CorruptArchive(path, "the name of an entry is not UTF-8 text", exception);
        }

        return IsPlain(name) ? name : throw Corrupt($"the entry name {ForeignText.Quote(name)} is not a plain relative path");
    }

    private void CheckEntry(ZipEntry entry)
    {
        if ((entry.Flags & ZipFormat.EncryptionFlags) != 0)
        {
            throw Corrupt($"the entry {ForeignText.Quote(entry.Name)} is encrypted");
        }

        if (entry.Method is not (ZipFormat.Stored or ZipFormat.Deflated))
        {
            throw Corrupt($"the entry {ForeignText.Quote(entry.Name)} is packed by the unknown method {entry.Method}");
        }

        if (entry.Method == ZipFormat.Stored && entry.Size != entry.PackedSize)
        {
            throw Corrupt($"the entry {ForeignText.Quote(entry.Name)} is stored, but has {entry.PackedSize} bytes instead of {entry.Size}");
        }

        if (entry.Size > entry.PackedSize * MaxDeflateRatio)
        {
            throw Corrupt($"the entry {ForeignText.Quote(entry.Name)} claims to unpack from {entry.PackedSize} to {entry.Size} bytes, more than is possible");
        }
    }

    /// <summary>Finds where the data of every entry begin, and refuses entries that share bytes.</summary>
    private Dictionary<string, ZipEntry> LocateData(List<ZipEntry> entries, long directoryOffset)
    {
        var located = new Dictionary<string, ZipEntry>(entries.Count, StringComparer.Ordinal);
        long previousEnd = 0;
        long total = 0;
        foreach (ZipEntry entry in entries.OrderBy(entry => entry.HeaderOffset))
        {
            if (entry.HeaderOffset < previousEnd)
            {
                throw Corrupt($"the entry {ForeignText.Quote(entry.Name)} overlaps the one before it");
            }

            ZipEntry found = entry with { DataOffset = ReadLocalHeader(entry, directoryOffset) };
            previousEnd = found.DataEnd;
            total += found.Size;
            if (previousEnd > directoryOffset)
            {
                throw Corrupt($"the entry {ForeignText.Quote(entry.Name)} reaches beyond the archive's data");
            }

            if (total > limits.MaxBytes)
            {
                throw Corrupt($"its entries unpack to more than the limit of {limits.MaxBytes} bytes");
            }

            if (!located.TryAdd(entry.Name, found))
            {
                throw Corrupt($"the entry {ForeignText.Quote(entry.Name)} occurs twice");
            }
        }

        return located;
    }

    /// <summary>Checks an entry's local header against its place in the directory; answers where the data begin.</summary>
    private long ReadLocalHeader(ZipEntry entry, long directoryOffset)
    {
        Span<byte> header = stackalloc byte[ZipFormat.LocalHeaderSize];
        if (entry.HeaderOffset + header.Length > directoryOffset
            || !ReadAt(entry.HeaderOffset, header)
            || UInt32(header) != ZipFormat.LocalHeaderSignature)
        {
            throw Corrupt($"the entry {ForeignText.Quote(entry.Name)} is not where its directory says ({entry.HeaderOffset})");
        }

        int nameLength = UInt16(header[26..]);
        bool sizesFollow = (entry.Flags & ZipFormat.SizesFollowFlag) != 0;
        bool agrees = UInt16(header[6..]) == entry.Flags
            && UInt16(header[8..]) == entry.Method
            && Agrees(UInt32(header[14..]), entry.Crc, sizesFollow)
            && Agrees(UInt32(header[18..]), entry.PackedSize, sizesFollow)
            && Agrees(UInt32(header[22..]), entry.Size, sizesFollow)
            && LocalNameIs(entry, nameLength, directoryOffset);
        return agrees
            ? entry.HeaderOffset + header.Length + nameLength + UInt16(header[28..])
            : throw Corrupt($"the local header of the entry {ForeignText.Quote(entry.Name)} contradicts the directory");
    }

    private bool LocalNameIs(ZipEntry entry, int length, long directoryOffset)
    {
        long offset = entry.HeaderOffset + ZipFormat.LocalHeaderSize;
        byte[] expected = entry.NameBytes;
        byte[] found = new byte[length];
        return length == expected.Length && offset + length <= directoryOffset && ReadAt(offset, found) && found.AsSpan().SequenceEqual(expected);
    }

    /// <summary>A local header may leave a value to what follows the data, or a size to its ZIP64 field.</summary>
    private static bool Agrees(uint local, long central, bool sizesFollow) => local == central || (sizesFollow && local == 0) || local == ZipFormat.InZip64;

    private bool ReadAt(long offset, Span<byte> buffer)
    {
        if (offset < 0 || offset + buffer.Length > _length)
        {
            return false;
        }

        stream.Position = offset;
        stream.ReadExactly(buffer);
        return true;
    }

    private CheckpointException Corrupt(string reason) => CheckpointException.CorruptArchive(path, reason);

    private static ushort UInt16(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    private static uint UInt32(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    private readonly record struct EndRecord(long EntryCount, long DirectorySize, long DirectoryOffset);
}
