using System.Buffers.Binary;
using System.Security.Cryptography;
using Bunraku.Core.Posing;

namespace Bunraku.Distillation.TargetCache;

/// <summary>
/// The file of one target: "BNKTGT1\n", the 32 bytes of its <see cref="TargetKey"/>, for each array of the frame its compressed length (u32,
/// little-endian) and bytes, and SHA-256 over all of it.
/// </summary>
internal static class TargetEntry
{
    private const int LengthBytes = sizeof(uint);
    private static ReadOnlySpan<byte> Magic => "BNKTGT1\n"u8;

    /// <summary>The file of a frame.</summary>
    public static byte[] Encode(TargetKey key, PosedFrame frame)
    {
        byte[][] arrays = [.. frame.Arrays.Select(array => PlaneCompression.Compress(array))];
        byte[] file = new byte[Magic.Length + key.Hash.Length + arrays.Sum(array => LengthBytes + array.Length) + SHA256.HashSizeInBytes];
        Magic.CopyTo(file);
        key.Hash.CopyTo(file.AsSpan(Magic.Length));
        int at = Magic.Length + key.Hash.Length;
        foreach (byte[] array in arrays)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(at), (uint)array.Length);
            array.CopyTo(file, at + LengthBytes);
            at += LengthBytes + array.Length;
        }

        SHA256.HashData(file.AsSpan(0, at), file.AsSpan(at));
        return file;
    }

    /// <summary>Fills a frame from its file.</summary>
    /// <returns>False where the file is damaged, or that of another target; the frame is then worthless.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> file, TargetKey key, PosedFrame frame)
    {
        int head = Magic.Length + key.Hash.Length;
        bool isWhole = file.Length >= head + SHA256.HashSizeInBytes
            && file.StartsWith(Magic)
            && file[Magic.Length..head].SequenceEqual(key.Hash)
            && SHA256.HashData(file[..^SHA256.HashSizeInBytes]).AsSpan().SequenceEqual(file[^SHA256.HashSizeInBytes..]);
        if (!isWhole)
        {
            return false;
        }

        frame.Extent = PosedFrame.WholeExtent;
        ReadOnlySpan<byte> rest = file[head..^SHA256.HashSizeInBytes];
        foreach (float[] array in frame.Arrays)
        {
            if (!TryTake(ref rest, out ReadOnlySpan<byte> data) || !PlaneCompression.TryDecompress(data, array))
            {
                return false;
            }
        }

        return rest.IsEmpty;
    }

    private static bool TryTake(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> data)
    {
        data = default;
        if (rest.Length < LengthBytes)
        {
            return false;
        }

        uint length = BinaryPrimitives.ReadUInt32LittleEndian(rest);
        if (length > rest.Length - LengthBytes)
        {
            return false;
        }

        data = rest.Slice(LengthBytes, (int)length);
        rest = rest[(LengthBytes + data.Length)..];
        return true;
    }
}
