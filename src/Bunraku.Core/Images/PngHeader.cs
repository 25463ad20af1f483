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
    /// <exception cref="BadInputException">It is not a PNG file, or its size is beyond <see cref="PngFile.MaximumSide"/> or <see cref="PngFile.MaximumPixels"/>.</exception>
    public static PngHeader Read(ReadOnlySpan<byte> data, string name)
    {
        if (!data.StartsWith(Signature))
        {
            throw new BadInputException($"{name}: a PNG picture was expected, but this is {PictureSignature.NameOf(data)}. {PictureSignature.AdviceOn(PictureSignature.NameOf(data))}");
        }

        if (data.Length > 16 && data.Slice(12, 4).SequenceEqual("CgBI"u8))
        {
            throw new BadInputException($"{name}: this is a PNG picture from an iPhone app (CgBI), which only Apple's programs read. Open it in Preview on a Mac and export it as PNG.");
        }

        if (data.Length < Length || !data.Slice(12, 4).SequenceEqual("IHDR"u8))
        {
            throw new BadInputException($"{name}: the PNG file is damaged or incomplete (it has no header). Save or download it again.");
        }

        uint width = BinaryPrimitives.ReadUInt32BigEndian(data[16..]);
        uint height = BinaryPrimitives.ReadUInt32BigEndian(data[20..]);
        PictureSize.Require(width, height, name);
        return new PngHeader((int)width, (int)height, data[24], (PngColor)data[25]);
    }
}
