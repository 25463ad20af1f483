using System.Buffers.Binary;

namespace Bunraku.Core.Checkpoints.Archives;

/// <summary>
/// The extra field of an entry that holds what is too large for 32 bits. Programs that do not know the size of an entry beforehand write it
/// for small ones too.
/// </summary>
internal static class Zip64Field
{
    private const int HeaderSize = 4;

    /// <summary>Fills in what the central header leaves to the field.</summary>
    /// <param name="entry">The entry as its central header has it.</param>
    /// <param name="extra">The extra fields of that header.</param>
    /// <returns>The entry, or null where the field lacks a value or has one that no file can have.</returns>
    public static ZipEntry? Complete(ZipEntry entry, ReadOnlySpan<byte> extra)
    {
        if (entry.Size != ZipFormat.InZip64 && entry.PackedSize != ZipFormat.InZip64 && entry.HeaderOffset != ZipFormat.InZip64)
        {
            return entry;
        }

        ReadOnlySpan<byte> field = Find(extra);
        if (field.IsEmpty)
        {
            // Without the field these are ordinary values, which the other checks judge.
            return entry;
        }

        return TryTake(ref field, entry.Size, out long size)
            && TryTake(ref field, entry.PackedSize, out long packedSize)
            && TryTake(ref field, entry.HeaderOffset, out long headerOffset)
                ? entry with { Size = size, PackedSize = packedSize, HeaderOffset = headerOffset }
                : null;
    }

    private static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> extra)
    {
        while (extra.Length >= HeaderSize)
        {
            int size = BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]);
            if (size > extra.Length - HeaderSize)
            {
                break;
            }

            if (BinaryPrimitives.ReadUInt16LittleEndian(extra) == ZipFormat.Zip64FieldId)
            {
                return extra.Slice(HeaderSize, size);
            }

            extra = extra[(HeaderSize + size)..];
        }

        return [];
    }

    private static bool TryTake(ref ReadOnlySpan<byte> field, long value, out long real)
    {
        real = value;
        if (value != ZipFormat.InZip64)
        {
            return true;
        }

        if (field.Length < sizeof(long))
        {
            return false;
        }

        real = BinaryPrimitives.ReadInt64LittleEndian(field);
        field = field[sizeof(long)..];

        // Sums and products of such numbers are still far from overflowing.
        return real is >= 0 and < 1L << 48;
    }
}
