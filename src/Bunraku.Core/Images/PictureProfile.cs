using System.Buffers.Binary;
using System.IO.Compression;
using SkiaSharp;

namespace Bunraku.Core.Images;

/// <summary>
/// What the colour values of a picture file mean: an ICC profile, or in PNG the chunks <c>cICP</c>, or <c>gAMA</c> with <c>cHRM</c>. They are honoured as
/// Chromium does it.
/// </summary>
internal static class PictureProfile
{
    private const int MostBytes = 8 << 20;
    private const double Unit = 100_000;

    /// <summary>The gamma of a file that means sRGB, and how far from it a value still does.</summary>
    private const double UsualGamma = 1 / 2.2, GammaTolerance = 0.05;

    /// <summary>The colour space of a file's values.</summary>
    /// <returns>
    /// The space, or null for sRGB; and whether the file names one that cannot be used, in which case its values are taken for sRGB.
    /// </returns>
    public static (SKColorSpace? Space, bool IsUnusable) Of(ReadOnlySpan<byte> file, string kind)
    {
        byte[]? icc;
        switch (kind)
        {
            case "a PNG picture" when PngChunks.Find(file, "cICP"u8) is { Length: 4 } code:
                SKColorSpace? coded = OfCode(code[0], code[1]);
                return (coded, coded is null);
            case "a PNG picture":
                icc = InPng(file);
                break;
            case "a JPEG picture":
                icc = InJpeg(file);
                break;
            case "a WebP picture":
                icc = InWebp(file);
                break;
            default:
                return default;
        }

        if (icc is not null)
        {
            using SKColorSpaceIccProfile? profile = SKColorSpaceIccProfile.Create(icc);
            SKColorSpace? space = profile is null ? null : SKColorSpace.CreateIcc(profile);
            return (space, space is null);
        }

        return kind == "a PNG picture" ? (OfGamma(file), false) : default;
    }

    /// <summary>Converts the values of a picture to sRGB, in place.</summary>
    public static unsafe void Convert(StraightImage image, SKColorSpace from)
    {
        using SKColorSpace srgb = SKColorSpace.CreateSrgb();
        fixed (byte* pixels = image.Pixels)
        {
            using var source = new SKPixmap(new SKImageInfo(image.Width, image.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul, from), (nint)pixels);
            source.ReadPixels(new SKImageInfo(image.Width, image.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul, srgb), (nint)pixels, 4 * image.Width, 0, 0);
        }
    }

    /// <summary>The spaces of ITU-T H.273 that pictures have; others, such as those of HDR, cannot be shown in eight bits.</summary>
    private static SKColorSpace? OfCode(byte primaries, byte transfer)
    {
        SKColorSpaceXyz? gamut = primaries switch
        {
            1 => SKColorSpaceXyz.Srgb,
            9 => SKColorSpaceXyz.Rec2020,
            12 => SKColorSpaceXyz.DisplayP3,
            _ => null,
        };
        SKColorSpaceTransferFn? curve = transfer switch
        {
            4 => Gamma(2.2f),
            8 => SKColorSpaceTransferFn.Linear,
            13 => SKColorSpaceTransferFn.Srgb,
            _ => null,
        };
        return gamut is { } xyz && curve is { } function ? SKColorSpace.CreateRgb(function, xyz) : null;
    }

    private static SKColorSpace? OfGamma(ReadOnlySpan<byte> png)
    {
        ReadOnlySpan<byte> gamma = PngChunks.Find(png, "gAMA"u8);
        if (gamma.Length != 4 || PngChunks.Find(png, "sRGB"u8).Length > 0 || BinaryPrimitives.ReadUInt32BigEndian(gamma) is 0 or > 1_000_000)
        {
            return null;
        }

        double exponent = BinaryPrimitives.ReadUInt32BigEndian(gamma) / Unit;
        ReadOnlySpan<byte> points = PngChunks.Find(png, "cHRM"u8);
        if (points.Length == 32)
        {
            float[] xy = new float[8];
            for (int i = 0; i < xy.Length; i++)
            {
                xy[i] = (float)(BinaryPrimitives.ReadUInt32BigEndian(points[(4 * i)..]) / Unit);
            }

            SKColorSpaceXyz gamut = new SKColorSpacePrimaries(xy[2], xy[3], xy[4], xy[5], xy[6], xy[7], xy[0], xy[1]).ToColorSpaceXyz();
            return SKColorSpace.CreateRgb(Gamma((float)(1 / exponent)), gamut);
        }

        return Math.Abs((exponent / UsualGamma) - 1) < GammaTolerance ? null : SKColorSpace.CreateRgb(Gamma((float)(1 / exponent)), SKColorSpaceXyz.Srgb);
    }

    private static SKColorSpaceTransferFn Gamma(float exponent) => new(exponent, 1, 0, 0, 0, 0, 0);

    /// <summary>The profile in a PNG file; null where there is none, empty where it is damaged.</summary>
    private static byte[]? InPng(ReadOnlySpan<byte> file)
    {
        ReadOnlySpan<byte> chunk = PngChunks.Find(file, "iCCP"u8);
        int name = chunk.IndexOf((byte)0);
        if (name < 0 || chunk.Length < name + 2)
        {
            return chunk.IsEmpty ? null : [];
        }

        try
        {
            using var inflater = new ZLibStream(new MemoryStream(chunk[(name + 2)..].ToArray()), CompressionMode.Decompress);
            byte[] profile = new byte[MostBytes];
            return profile[..inflater.ReadAtLeast(profile, profile.Length, throwOnEndOfStream: false)];
        }
        catch (InvalidDataException)
        {
            return [];
        }
    }

    /// <summary>The profile in the APP2 segments of a JPEG file, in the order of their numbers.</summary>
    private static byte[]? InJpeg(ReadOnlySpan<byte> file)
    {
        var parts = new SortedDictionary<byte, byte[]>();
        ReadOnlySpan<byte> mark = "ICC_PROFILE\0"u8;
        ReadOnlySpan<byte> rest = file[2..];
        while (rest.Length >= 4 && rest[0] == 0xFF && rest[1] != 0xDA)
        {
            int length = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
            if (length < 2 || length > rest.Length - 2)
            {
                break;
            }

            ReadOnlySpan<byte> content = rest[4..(2 + length)];
            if (rest[1] == 0xE2 && content.StartsWith(mark) && content.Length > mark.Length + 2)
            {
                parts.TryAdd(content[mark.Length], content[(mark.Length + 2)..].ToArray());
            }

            rest = rest[(2 + length)..];
        }

        return parts.Count == 0 ? null : [.. parts.Values.SelectMany(part => part)];
    }

    private static byte[]? InWebp(ReadOnlySpan<byte> file)
    {
        ReadOnlySpan<byte> rest = file[12..];
        while (rest.Length >= 8)
        {
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]);
            if (length > rest.Length - 8)
            {
                break;
            }

            if (rest.StartsWith("ICCP"u8))
            {
                return rest.Slice(8, (int)length).ToArray();
            }

            rest = rest[Math.Min(rest.Length, 8 + (int)length + ((int)length & 1))..];
        }

        return null;
    }
}
