using System.Buffers;
using System.IO.Compression;
using System.Runtime.InteropServices;

namespace Bunraku.Distillation.TargetCache;

/// <summary>
/// Compresses float planes without loss. Neighbouring pixels are alike, so each value's bits are replaced by their difference from the value before;
/// then all lowest bytes are put first, all highest last, and Brotli packs the long runs that this gives.
/// </summary>
internal static class PlaneCompression
{
    // Measured on the 14.7 MB of a body target: 3.9 MB in 40 ms, and 40 ms back. Quality 0 gives 7 % more bytes and 2 gives 3 % fewer in twice the
    // time; Deflate gives 12 % more.
    private const int Quality = 1;
    private const int WindowBits = 22;

    /// <summary>Compresses some values, bit for bit.</summary>
    public static byte[] Compress(ReadOnlySpan<float> values)
    {
        byte[] shuffled = ArrayPool<byte>.Shared.Rent(4 * values.Length);
        byte[] packed = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength(4 * values.Length));
        try
        {
            Shuffle(MemoryMarshal.Cast<float, uint>(values), shuffled);
            return BrotliEncoder.TryCompress(shuffled.AsSpan(0, 4 * values.Length), packed, out int written, Quality, WindowBits)
                ? packed[..written]
                : throw new InvalidOperationException("Brotli needed more than its stated maximum.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(shuffled);
            ArrayPool<byte>.Shared.Return(packed);
        }
    }

    /// <summary>Restores values.</summary>
    /// <returns>False where the data do not hold exactly as many values.</returns>
    public static bool TryDecompress(ReadOnlySpan<byte> data, Span<float> values)
    {
        byte[] shuffled = ArrayPool<byte>.Shared.Rent(4 * values.Length);
        try
        {
            bool isWhole = BrotliDecoder.TryDecompress(data, shuffled.AsSpan(0, 4 * values.Length), out int written) && written == 4 * values.Length;
            if (isWhole)
            {
                Unshuffle(shuffled, MemoryMarshal.Cast<float, uint>(values));
            }

            return isWhole;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(shuffled);
        }
    }

    private static void Shuffle(ReadOnlySpan<uint> bits, Span<byte> bytes)
    {
        Span<byte> lowest = bytes[..bits.Length];
        Span<byte> low = bytes.Slice(bits.Length, bits.Length);
        Span<byte> high = bytes.Slice(2 * bits.Length, bits.Length);
        Span<byte> highest = bytes.Slice(3 * bits.Length, bits.Length);
        uint last = 0;
        for (int i = 0; i < bits.Length; i++)
        {
            int change = unchecked((int)(bits[i] - last));
            last = bits[i];

            // Small changes up or down become small numbers, so that the high bytes are 0 for both.
            uint code = (uint)((change << 1) ^ (change >> 31));
            lowest[i] = (byte)code;
            low[i] = (byte)(code >> 8);
            high[i] = (byte)(code >> 16);
            highest[i] = (byte)(code >> 24);
        }
    }

    private static void Unshuffle(ReadOnlySpan<byte> bytes, Span<uint> bits)
    {
        ReadOnlySpan<byte> lowest = bytes[..bits.Length];
        ReadOnlySpan<byte> low = bytes.Slice(bits.Length, bits.Length);
        ReadOnlySpan<byte> high = bytes.Slice(2 * bits.Length, bits.Length);
        ReadOnlySpan<byte> highest = bytes.Slice(3 * bits.Length, bits.Length);
        uint last = 0;
        for (int i = 0; i < bits.Length; i++)
        {
            uint code = lowest[i] | ((uint)low[i] << 8) | ((uint)high[i] << 16) | ((uint)highest[i] << 24);
            last = unchecked(last + ((code >> 1) ^ (0u - (code & 1))));
            bits[i] = last;
        }
    }
}
