using System.Buffers.Binary;

namespace Bunraku.Core.Images;

/// <summary>Finds chunks in a PNG file.</summary>
internal static class PngChunks
{
    private const int SignatureLength = 8;
    private const int HeaderLength = 8;
    private const int Overhead = 12;
    private const int OrientationTag = 0x112;

    /// <summary>The content of the first chunk of a type; empty where the file has none.</summary>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> file, ReadOnlySpan<byte> type)
    {
        ReadOnlySpan<byte> rest = file[SignatureLength..];
        while (rest.Length >= Overhead)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (length > rest.Length - Overhead)
            {
                break;
            }

            if (rest[4..HeaderLength].SequenceEqual(type))
            {
                return rest.Slice(HeaderLength, (int)length);
            }

            rest = rest[(Overhead + (int)length)..];
        }

        return [];
    }

    /// <summary>The EXIF orientation, 1 to 8, in the chunk <c>eXIf</c>; 1 where the file says nothing.</summary>
    public static int Orientation(ReadOnlySpan<byte> file)
    {
        ReadOnlySpan<byte> exif = Find(file, "eXIf"u8);
        bool isBig = exif.StartsWith("MM"u8);
        if (exif.Length < 8 || !(isBig || exif.StartsWith("II"u8)))
        {
            return 1;
        }

        uint directory = Number32(exif[4..], isBig);
        if (directory > exif.Length - 2)
        {
            return 1;
        }

        ReadOnlySpan<byte> entries = exif[((int)directory + 2)..];
        for (int count = Number16(exif[(int)directory..], isBig); count > 0 && entries.Length >= 12; count--, entries = entries[12..])
        {
            if (Number16(entries, isBig) == OrientationTag)
            {
                return Number16(entries[8..], isBig);
            }
        }

        return 1;
    }

    private static ushort Number16(ReadOnlySpan<byte> bytes, bool isBig) => isBig ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    private static uint Number32(ReadOnlySpan<byte> bytes, bool isBig) => isBig ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
}
