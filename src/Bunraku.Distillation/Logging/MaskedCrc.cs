using System.Buffers.Binary;
using System.Numerics;

namespace Bunraku.Distillation.Logging;

/// <summary>The checksum of event files: CRC-32C (Castagnoli), rotated and shifted by a constant so that a checksum of data that holds checksums stays useful.</summary>
internal static class MaskedCrc
{
    private const uint Shift = 0xA282EAD8;

    public static uint Of(ReadOnlySpan<byte> data) => unchecked(BitOperations.RotateRight(Crc32C(data), 15) + Shift);

    /// <summary>The plain CRC-32C; of the nine bytes "123456789" it is 0xE3069283.</summary>
    public static uint Crc32C(ReadOnlySpan<byte> data)
    {
        uint crc = uint.MaxValue;
        for (; data.Length >= sizeof(ulong); data = data[sizeof(ulong)..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(data));
        }

        foreach (byte value in data)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return ~crc;
    }
}
