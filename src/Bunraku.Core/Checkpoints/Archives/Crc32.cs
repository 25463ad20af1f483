using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Bunraku.Core.Checkpoints.Archives;

/// <summary>The CRC-32 of ZIP (reflected polynomial 0xEDB88320), eight bytes a step by eight tables.</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;

    private static readonly uint[] Tables = CreateTables();

    /// <summary>The CRC of the bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes) => Append(0, bytes);

    /// <summary>The CRC of some bytes and of those that follow them.</summary>
    /// <param name="start">The CRC of the first bytes; 0 where there are none.</param>
    /// <param name="bytes">The bytes that follow.</param>
    // A cold start runs this once over two megabytes: it must not begin in unoptimised code.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static uint Append(uint start, ReadOnlySpan<byte> bytes)
    {
        ref uint table = ref Tables[0];
        uint crc = ~start;
        while (bytes.Length >= 8)
        {
            uint low = BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ crc;
            uint high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            crc = Unsafe.Add(ref table, 0x700 + (byte)low)
                ^ Unsafe.Add(ref table, 0x600 + (byte)(low >> 8))
                ^ Unsafe.Add(ref table, 0x500 + (byte)(low >> 16))
                ^ Unsafe.Add(ref table, 0x400 + (low >> 24))
                ^ Unsafe.Add(ref table, 0x300 + (byte)high)
                ^ Unsafe.Add(ref table, 0x200 + (byte)(high >> 8))
                ^ Unsafe.Add(ref table, 0x100 + (byte)(high >> 16))
                ^ Unsafe.Add(ref table, high >> 24);
            bytes = bytes[8..];
        }

        foreach (byte value in bytes)
        {
            crc = Unsafe.Add(ref table, (byte)(crc ^ value)) ^ (crc >> 8);
        }

        return ~crc;
    }

    /// <summary>Table k (at 256 k) advances a byte by k further zero bytes.</summary>
    private static uint[] CreateTables()
    {
        uint[] tables = new uint[8 * 256];
        for (uint i = 0; i < 256; i++)
        {
            uint crc = i;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ Polynomial : crc >> 1;
            }

            tables[i] = crc;
        }

        for (int i = 256; i < tables.Length; i++)
        {
            uint previous = tables[i - 256];
            tables[i] = tables[(byte)previous] ^ (previous >> 8);
        }

        return tables;
    }
}
