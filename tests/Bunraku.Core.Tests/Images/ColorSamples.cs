using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Bunraku.Core.Tests.Images;

/// <summary>ICC profiles and JPEG files of any number of channels, made by hand. Both show <see cref="PictureSamples.FourColors"/>, one block a quarter.</summary>
internal static class ColorSamples
{
    private static readonly double[] D50 = [0.9642, 1, 0.8249];
    private static readonly byte[][] Colors = [[200, 40, 40], [40, 160, 60], [40, 60, 200], [230, 220, 90]];

    public static byte[] AdobeRgb { get; } = Profile([[0.60974, 0.31111, 0.01947], [0.20528, 0.62567, 0.06087], [0.14919, 0.06322, 0.74457]], 2.19921875);

    public static byte[] DisplayP3 { get; } = Profile([[0.51512, 0.24120, -0.00105], [0.29198, 0.69225, 0.04189], [0.15710, 0.06657, 0.78407]], 2.2);

    /// <summary>A PNG file of the four colours, two a row, with a chunk.</summary>
    public static byte[] Png(string chunk, params byte[] data) => new PngBuilder(2, 2, 8, 2).Chunk(chunk, data).Rows([.. Colors[0], .. Colors[1]], [.. Colors[2], .. Colors[3]]).ToArray();

    public static byte[] Compressed(byte[] profile)
    {
        var packed = new MemoryStream();
        packed.Write("x\0\0"u8);
        using (var deflater = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflater.Write(profile);
        }

        return packed.ToArray();
    }

    /// <summary>A JPEG file of 16x16 pixels, a colour each block.</summary>
    /// <param name="channels">The values of a colour as they are stored.</param>
    /// <param name="transform">The transform that Adobe's segment names; null for no such segment.</param>
    /// <param name="segment">A further segment, with its marker and length.</param>
    public static byte[] Jpeg(Func<byte[], byte[]> channels, int? transform = null, params byte[] segment)
    {
        byte[][] blocks = [.. Colors.Select(channels)];
        int count = blocks[0].Length;
        byte[] adobe = transform is { } value ? [0xFF, 0xEE, 0, 14, .. "Adobe"u8, 0, 100, 0, 0, 0, 0, (byte)value] : [];
        byte[] quantization = [0xFF, 0xDB, 0, 67, 0, .. Enumerable.Repeat((byte)1, 64)];
        byte[] frame = [0xFF, 0xC0, 0, (byte)(8 + (3 * count)), 8, 0, 16, 0, 16, (byte)count, .. Enumerable.Range(1, count).SelectMany(id => new byte[] { (byte)id, 0x11, 0 })];
        byte[] directCodes = [0xFF, 0xC4, 0, 31, 0, 0, 0, 0, 12, .. new byte[12], .. Enumerable.Range(0, 12).Select(size => (byte)size)];
        byte[] otherCodes = [0xFF, 0xC4, 0, 20, 0x10, 1, .. new byte[15], 0];
        byte[] scan = [0xFF, 0xDA, 0, (byte)(6 + (2 * count)), (byte)count, .. Enumerable.Range(1, count).SelectMany(id => new byte[] { (byte)id, 0 }), 0, 63, 0];
        return [0xFF, 0xD8, .. segment, .. adobe, .. quantization, .. frame, .. directCodes, .. otherCodes, .. scan, .. Coded(blocks), 0xFF, 0xD9];
    }

    public static byte[] ToYcc(byte[] rgb) =>
    [
        Rounded((0.299 * rgb[0]) + (0.587 * rgb[1]) + (0.114 * rgb[2])),
        Rounded((-0.168736 * rgb[0]) - (0.331264 * rgb[1]) + (0.5 * rgb[2]) + 128),
        Rounded((0.5 * rgb[0]) - (0.418688 * rgb[1]) - (0.081312 * rgb[2]) + 128),
    ];

    /// <summary>Cyan, magenta, yellow and black, 255 for full ink.</summary>
    public static byte[] ToCmyk(byte[] rgb)
    {
        int most = rgb.Max();
        return [.. rgb.Select(value => Rounded(255 * (1 - ((double)value / most)))), (byte)(255 - most)];
    }

    public static byte[] Inverted(byte[] values) => [.. values.Select(value => (byte)(255 - value))];

    /// <summary>Blocks of one value each: the difference from the block before, and that nothing else follows.</summary>
    private static byte[] Coded(byte[][] blocks)
    {
        var bits = new StringBuilder();
        int[] before = new int[blocks[0].Length];
        foreach (byte[] block in blocks)
        {
            for (int channel = 0; channel < block.Length; channel++)
            {
                int value = 8 * (block[channel] - 128);
                int step = value - before[channel];
                before[channel] = value;
                int size = step == 0 ? 0 : (int)Math.Log2(Math.Abs(step)) + 1;
                bits.Append(Convert.ToString(size, 2).PadLeft(4, '0'));
                bits.Append(size == 0 ? "" : Convert.ToString(step > 0 ? step : step + (1 << size) - 1, 2).PadLeft(size, '0'));
                bits.Append('0');
            }
        }

        bits.Append('1', (8 - (bits.Length % 8)) % 8);
        IEnumerable<byte> bytes = bits.ToString().Chunk(8).Select(chunk => Convert.ToByte(new string(chunk), 2));
        return [.. bytes.SelectMany(value => value == 0xFF ? new byte[] { 0xFF, 0 } : [value])];
    }

    private static byte Rounded(double value) => (byte)Math.Clamp(Math.Round(value), 0, 255);

    /// <summary>A profile of three primaries (XYZ for D50) and one gamma.</summary>
    private static byte[] Profile(double[][] primaries, double gamma)
    {
        byte[] description = [.. "desc\0\0\0\0"u8, 0, 0, 0, 2, .. "x\0"u8, .. new byte[78]];
        byte[] curve = [.. "curv\0\0\0\0"u8, 0, 0, 0, 1, (byte)(gamma * 256 / 256), (byte)Math.Round((gamma - Math.Floor(gamma)) * 256), 0, 0];
        (string Name, byte[] Content)[] tags =
        [
            ("desc", description), ("cprt", "text\0\0\0\0none\0\0\0\0"u8.ToArray()), ("wtpt", Xyz(D50)),
            ("rXYZ", Xyz(primaries[0])), ("gXYZ", Xyz(primaries[1])), ("bXYZ", Xyz(primaries[2])), ("rTRC", curve), ("gTRC", curve), ("bTRC", curve),
        ];
        var table = new List<byte>(Number(tags.Length));
        var content = new List<byte>();
        foreach ((string name, byte[] bytes) in tags)
        {
            table.AddRange([.. Encoding.ASCII.GetBytes(name), .. Number(128 + 4 + (12 * tags.Length) + content.Count), .. Number(bytes.Length)]);
            content.AddRange([.. bytes, .. new byte[(4 - (bytes.Length % 4)) % 4]]);
        }

        byte[] head =
        [
            .. Number(128 + table.Count + content.Count), .. "lcms"u8, .. Number(0x02400000), .. "mntrRGB XYZ "u8, 7, 232, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0,
            .. "acsp"u8, .. new byte[28], .. D50.SelectMany(Fixed), .. new byte[48],
        ];
        return [.. head, .. table, .. content];
    }

    private static byte[] Xyz(double[] values) => [.. "XYZ \0\0\0\0"u8, .. values.SelectMany(Fixed)];

    private static byte[] Fixed(double value) => Number((int)Math.Round(value * 65536));

    private static byte[] Number(int value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}
