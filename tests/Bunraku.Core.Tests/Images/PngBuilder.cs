using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Bunraku.Core.Tests.Images;

/// <summary>Builds PNG files chunk by chunk, so that tests decide every byte. Rows are unfiltered.</summary>
internal sealed class PngBuilder
{
    private readonly List<byte> _file = [];

    public PngBuilder(int width, int height, int bitDepth, int colorType, bool interlaced = false)
    {
        _file.AddRange([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = (byte)bitDepth;
        header[9] = (byte)colorType;
        header[12] = interlaced ? (byte)1 : (byte)0;
        Chunk("IHDR", header);
    }

    public PngBuilder Chunk(string type, params byte[] data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        _file.AddRange(number);
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
        _file.AddRange(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(body));
        _file.AddRange(number);
        return this;
    }

    /// <summary>One IDAT chunk of the given rows, each without its filter byte.</summary>
    public PngBuilder Rows(params byte[][] rows)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            foreach (byte[] row in rows)
            {
                zlib.WriteByte(0);
                zlib.Write(row);
            }
        }

        return Chunk("IDAT", packed.ToArray());
    }

    public byte[] ToArray()
    {
        Chunk("IEND");
        return [.. _file];
    }

    private static uint Crc(ReadOnlySpan<byte> data)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in data)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320u);
            }
        }

        return ~crc;
    }
}
