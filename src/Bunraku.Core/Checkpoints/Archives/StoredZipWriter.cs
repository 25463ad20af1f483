using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace Bunraku.Core.Checkpoints.Archives;

/// <summary>
/// Writes a ZIP archive of stored entries in one pass. The data of every entry begin at a multiple of 64 bytes, so that a reader may map
/// them into memory. Equal content gives equal bytes: the time of every entry is ZIP's zero, 1980-01-01.
/// </summary>
internal sealed class StoredZipWriter(Stream stream)
{
    private const ushort Version = 20;
    private const ushort Date = (1 << 5) | 1;
    private const int FieldHeaderSize = 4;

    private readonly ArrayBufferWriter<byte> _directory = new();
    private long _position;
    private int _count;

    /// <summary>Adds a file.</summary>
    public void Add(string name, ReadOnlySpan<byte> content)
    {
        byte[] nameBytes = Encoding.UTF8.GetBytes(name);
        uint crc = Crc32.HashToUInt32(content);
        uint offset = checked((uint)_position);

        int unpadded = (int)((_position + ZipFormat.LocalHeaderSize + nameBytes.Length + FieldHeaderSize) % ZipFormat.Alignment);
        int padding = (ZipFormat.Alignment - unpadded) % ZipFormat.Alignment;

        Span<byte> local = stackalloc byte[ZipFormat.LocalHeaderSize];
        WriteUInt32(local, ZipFormat.LocalHeaderSignature);
        WriteShared(local[4..], crc, content.Length, nameBytes.Length, FieldHeaderSize + padding);
        Write(local);
        Write(nameBytes);

        Span<byte> field = stackalloc byte[FieldHeaderSize + ZipFormat.Alignment];
        field.Fill((byte)'Z');
        WriteUInt16(field, ZipFormat.PaddingFieldId);
        WriteUInt16(field[2..], (ushort)padding);
        Write(field[..(FieldHeaderSize + padding)]);
        Write(content);

        Span<byte> central = stackalloc byte[ZipFormat.CentralHeaderSize];
        central.Clear();
        WriteUInt32(central, ZipFormat.CentralHeaderSignature);
        WriteUInt16(central[4..], Version);
        WriteShared(central[6..], crc, content.Length, nameBytes.Length, extraLength: 0);
        WriteUInt32(central[42..], offset);
        _directory.Write(central);
        _directory.Write(nameBytes);
        _count++;
    }

    /// <summary>Writes the directory, after which nothing can be added.</summary>
    public void Finish()
    {
        Span<byte> end = stackalloc byte[ZipFormat.EndSize];
        end.Clear();
        WriteUInt32(end, ZipFormat.EndSignature);
        WriteUInt16(end[8..], checked((ushort)_count));
        WriteUInt16(end[10..], (ushort)_count);
        WriteUInt32(end[12..], checked((uint)_directory.WrittenCount));
        WriteUInt32(end[16..], checked((uint)_position));
        Write(_directory.WrittenSpan);
        Write(end);
    }

    /// <summary>The fields that the local and the central header have in common.</summary>
    private static void WriteShared(Span<byte> header, uint crc, int size, int nameLength, int extraLength)
    {
        WriteUInt16(header, Version);
        WriteUInt16(header[2..], ZipFormat.Utf8NameFlag);
        WriteUInt16(header[4..], ZipFormat.Stored);
        WriteUInt16(header[6..], 0);
        WriteUInt16(header[8..], Date);
        WriteUInt32(header[10..], crc);
        WriteUInt32(header[14..], (uint)size);
        WriteUInt32(header[18..], (uint)size);
        WriteUInt16(header[22..], checked((ushort)nameLength));
        WriteUInt16(header[24..], (ushort)extraLength);
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        stream.Write(bytes);
        _position += bytes.Length;
    }

    private static void WriteUInt16(Span<byte> bytes, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);

    private static void WriteUInt32(Span<byte> bytes, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
}
