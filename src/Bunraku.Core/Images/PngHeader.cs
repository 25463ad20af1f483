using System.Buffers.Binary;
using Bunraku.Core.Errors;

namespace Bunraku.Core.Images;

/// <summary>The first chunk of a PNG file, read before anything is allocated for its pixels.</summary>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="BitDepth">Bits of a sample.</param>
/// <param name="Color">What the samples mean.</param>
internal readonly record struct PngHeader(int Width, int Height, int BitDepth, PngColor Color)
{
    private const int Length = 33;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Reads the header of a PNG file in memory.</summary>
    /// <exception cref="BadInputException">It is no PNG file, or its size is beyond <see cref="PngFile.MaximumSide"/> or <see cref="PngFile.MaximumPixels"/>.</exception>
    public static PngHeader Read(ReadOnlySpan<byte> data, string name)
    {
        if (!data.StartsWith(Signature))
        {
            throw new BadInputException($"{name}: a PNG picture was expected, but this is {KindOf(data)}. Save the picture as PNG.");
        }

        if (data.Length < Length || !data.Slice(12, 4).SequenceEqual("IHDR"u8))
        {
            throw new BadInputException($"{name}: the PNG file is damaged or incomplete (it has no header). Save or download it again.");
        }

        uint width = BinaryPrimitives.ReadUInt32BigEndian(data[16..]);
        uint height = BinaryPrimitives.ReadUInt32BigEndian(data[20..]);
        if (width == 0 || height == 0 || width > PngFile.MaximumSide || height > PngFile.MaximumSide || (long)width * height > PngFile.MaximumPixels)
        {
            throw new BadInputException(
                $"{name}: the picture is {width}x{height}, but at most {PngFile.MaximumSide} pixels a side and {PngFile.MaximumPixels / 1_000_000} million in all are read. Make it smaller.");
        }

        return new PngHeader((int)width, (int)height, data[24], (PngColor)data[25]);
    }

    private static string KindOf(ReadOnlySpan<byte> data) => data switch
    {
        [] => "an empty file",
        [0xFF, 0xD8, 0xFF, ..] => "a JPEG picture",
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => "a GIF picture",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "a WebP picture",
        [(byte)'8', (byte)'B', (byte)'P', (byte)'S', ..] => "a Photoshop document",
        [(byte)'B', (byte)'M', ..] => "a BMP picture",
        _ => "something else",
    };
}
