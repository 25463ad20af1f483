using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;
using Bunraku.Core.Checkpoints.Archives;

namespace Bunraku.Core.Tests.Checkpoints;

/// <summary>A file in a <see cref="ZipSketch"/>; what is not given is made right.</summary>
internal sealed record SketchedEntry(string Name, byte[] Content)
{
    public byte[]? NameBytes { get; init; }

    public byte[]? LocalNameBytes { get; init; }

    public ushort Method { get; init; }

    public ushort Flags { get; init; }

    public uint? Crc { get; init; }

    public uint? Size { get; init; }

    public uint? PackedSize { get; init; }

    public uint? LocalSize { get; init; }

    public ushort? LocalMethod { get; init; }

    /// <summary>The extra fields in the directory.</summary>
    public byte[] Extra { get; init; } = [];

    /// <summary>What the directory says about where the local header is.</summary>
    public uint? HeaderOffset { get; init; }

    public byte[] Packed => Method == ZipFormat.Deflated ? Deflate(Content) : Content;

    private static byte[] Deflate(byte[] content)
    {
        var packed = new MemoryStream();
        using (var deflater = new DeflateStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            deflater.Write(content);
        }

        return packed.ToArray();
    }
}

/// <summary>Builds ZIP archives in which any field can be made wrong.</summary>
internal sealed class ZipSketch
{
    public List<SketchedEntry> Entries { get; } = [];

    public ushort? EntryCount { get; set; }

    public uint? DirectorySize { get; set; }

    public uint? DirectoryOffset { get; set; }

    public ushort Disk { get; set; }

    public string Comment { get; set; } = string.Empty;

    /// <summary>Whether to write a ZIP64 end record and its locator.</summary>
    public bool HasZip64 { get; set; }

    public ulong? Zip64EntryCount { get; set; }

    public ulong? Zip64Offset { get; set; }

    /// <summary>A checkpoint with that pickle and storages named 0, 1, ...</summary>
    public static ZipSketch Checkpoint(byte[] pickle, params byte[][] storages)
    {
        var sketch = new ZipSketch();
        sketch.Entries.Add(new("archive/data.pkl", pickle));
        sketch.Entries.AddRange(storages.Select((content, k) => new SketchedEntry($"archive/data/{k}", content)));
        sketch.Entries.Add(new("archive/version", "3\n"u8.ToArray()));
        return sketch;
    }

    /// <summary>A sound checkpoint of one tensor "w" of two elements.</summary>
    public static ZipSketch Sound() => Checkpoint(PickleSketch.StateDict(("w", PickleSketch.Tensor("0", 2))), PickleSketch.Floats(1f, 2f));

    public byte[] Build()
    {
        var stream = new MemoryStream();
        uint[] offsets = [.. Entries.Select(entry => WriteLocal(stream, entry))];
        uint directoryOffset = (uint)stream.Length;
        for (int i = 0; i < Entries.Count; i++)
        {
            WriteCentral(stream, Entries[i], Entries[i].HeaderOffset ?? offsets[i]);
        }

        WriteEnd(stream, directoryOffset, (uint)stream.Length - directoryOffset);
        return stream.ToArray();
    }

    private static uint WriteLocal(MemoryStream stream, SketchedEntry entry)
    {
        uint offset = (uint)stream.Length;
        byte[] name = entry.LocalNameBytes ?? Name(entry);
        bool sizesFollow = (entry.Flags & ZipFormat.SizesFollowFlag) != 0;
        uint packedSize = entry.PackedSize ?? (uint)entry.Packed.Length;
        uint size = entry.LocalSize ?? entry.Size ?? (uint)entry.Content.Length;
        Write(stream, ZipFormat.LocalHeaderSignature, (ushort)0, entry.Flags, entry.LocalMethod ?? entry.Method, 0u);
        Write(stream, sizesFollow ? 0u : Crc(entry), sizesFollow ? 0u : packedSize, sizesFollow ? 0u : size);
        Write(stream, (ushort)name.Length, (ushort)0, name, entry.Packed);
        if (sizesFollow)
        {
            Write(stream, 0x08074b50u, Crc(entry), packedSize, size);
        }

        return offset;
    }

    private static void WriteCentral(MemoryStream stream, SketchedEntry entry, uint offset)
    {
        byte[] name = Name(entry);
        Write(stream, ZipFormat.CentralHeaderSignature, (ushort)0, (ushort)0, entry.Flags, entry.Method, 0u, Crc(entry));
        Write(stream, entry.PackedSize ?? (uint)entry.Packed.Length, entry.Size ?? (uint)entry.Content.Length, (ushort)name.Length);
        Write(stream, (ushort)entry.Extra.Length, (ushort)0, (ushort)0, (ushort)0, 0u, offset, name, entry.Extra);
    }

    private void WriteEnd(MemoryStream stream, uint directoryOffset, uint directorySize)
    {
        ulong zip64Offset = (ulong)stream.Length;
        if (HasZip64)
        {
            ulong count = Zip64EntryCount ?? (ulong)Entries.Count;
            Write(stream, ZipFormat.Zip64EndSignature, 44UL, (ushort)0, (ushort)0, 0u, 0u, count, count, (ulong)directorySize, (ulong)directoryOffset);
            Write(stream, ZipFormat.Zip64LocatorSignature, 0u, Zip64Offset ?? zip64Offset, 1u);
        }

        ushort entries = EntryCount ?? (ushort)Entries.Count;
        Write(stream, ZipFormat.EndSignature, Disk, Disk, entries, entries, DirectorySize ?? directorySize, DirectoryOffset ?? directoryOffset);
        Write(stream, (ushort)Comment.Length, Encoding.ASCII.GetBytes(Comment));
    }

    private static byte[] Name(SketchedEntry entry) => entry.NameBytes ?? Encoding.UTF8.GetBytes(entry.Name);

    private static uint Crc(SketchedEntry entry) => entry.Crc ?? Crc32.HashToUInt32(entry.Content);

    private static void Write(MemoryStream stream, params ReadOnlySpan<object> fields)
    {
        Span<byte> buffer = stackalloc byte[8];
        foreach (object field in fields)
        {
            switch (field)
            {
                case ushort value:
                    BinaryPrimitives.WriteUInt16LittleEndian(buffer, value);
                    stream.Write(buffer[..2]);
                    break;
                case uint value:
                    BinaryPrimitives.WriteUInt32LittleEndian(buffer, value);
                    stream.Write(buffer[..4]);
                    break;
                case ulong value:
                    BinaryPrimitives.WriteUInt64LittleEndian(buffer, value);
                    stream.Write(buffer);
                    break;
                default:
                    stream.Write((byte[])field);
                    break;
            }
        }
    }
}
