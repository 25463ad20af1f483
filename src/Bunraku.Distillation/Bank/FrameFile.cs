using System.Buffers.Binary;
using System.Security.Cryptography;
using Bunraku.Core.Images;
using Bunraku.Core.Posing;

namespace Bunraku.Distillation.Bank;

/// <summary>
/// The file of one frame: "BNKFRM1\n", the 32 bytes of its <see cref="FrameKey"/>, for each array of the frame its compressed length (u32,
/// little-endian) and bytes, and SHA-256 over all of it. Values are rounded to what a training can see: colours to 1/1024, where 2 is all of the range,
/// and offsets to 1/64 of a pixel.
/// </summary>
internal static class FrameFile
{
    private const float ColorStep = 1f / (1 << 10);
    private const float OffsetStep = 1f / (1 << 14);
    private const int LengthBytes = sizeof(uint);
    private static ReadOnlySpan<byte> Magic => "BNKFRM1\n"u8;

    /// <summary>The file of a frame, whose values are rounded in place to what the file holds.</summary>
    public static byte[] Encode(FrameKey key, PosedFrame frame)
    {
        byte[][] arrays = [.. frame.Arrays.Select(array => PlaneCodec.Encode(array, WidthOf(frame, array), StepOf(frame, array)))];
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
    /// <returns>False where the file is damaged, or that of another frame; the frame is then worthless.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> file, FrameKey key, PosedFrame frame)
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
            if (!TryTake(ref rest, out ReadOnlySpan<byte> data) || !PlaneCodec.TryDecode(data, array, WidthOf(frame, array), StepOf(frame, array)))
            {
                return false;
            }
        }

        return rest.IsEmpty;
    }

    private static int WidthOf(PosedFrame frame, float[] array) => array == frame.Face ? FaceCrop.Student.Width : CharacterPicture.Size;

    private static float StepOf(PosedFrame frame, float[] array) => array == frame.GridChange ? OffsetStep : ColorStep;

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
