using System.Buffers.Binary;

namespace Bunraku.Distillation.Logging;

/// <summary>A record of an event file: u64 length, u32 checksum of the length, message, u32 checksum of the message.</summary>
internal static class EventRecord
{
    public const int LengthBytes = sizeof(ulong);
    public const int ChecksumBytes = sizeof(uint);
    public const int HeaderBytes = LengthBytes + ChecksumBytes;

    /// <summary>In bytes.</summary>
    public const int LongestRecord = HeaderBytes + LongestMessage + ChecksumBytes;

    /// <summary>Longer ones, if they are records at all, hold no scalars.</summary>
    private const int LongestMessage = 64 << 20;

    /// <summary>Finds the message at the start of some bytes.</summary>
    /// <param name="bytes">What there is of the file from the start of the record on.</param>
    /// <param name="message">The message; empty where it is damaged.</param>
    /// <param name="size">The size of the record in bytes, known even where the message is damaged.</param>
    /// <returns>False where the record is not all there yet, or its length is damaged, so that nothing behind it can be found.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> message, out int size)
    {
        message = default;
        size = 0;
        if (bytes.Length < HeaderBytes || ChecksumAt(bytes, LengthBytes) != MaskedCrc.Of(bytes[..LengthBytes]))
        {
            return false;
        }

        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        if (length > LongestMessage || (ulong)bytes.Length < HeaderBytes + length + ChecksumBytes)
        {
            return false;
        }

        ReadOnlySpan<byte> body = bytes.Slice(HeaderBytes, (int)length);
        size = HeaderBytes + body.Length + ChecksumBytes;
        message = ChecksumAt(bytes, HeaderBytes + body.Length) == MaskedCrc.Of(body) ? body : default;
        return true;
    }

    private static uint ChecksumAt(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[offset..]);
}
