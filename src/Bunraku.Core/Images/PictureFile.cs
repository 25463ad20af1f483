using Bunraku.Core.Errors;
using Bunraku.Core.Files;
using SkiaSharp;

namespace Bunraku.Core.Images;

/// <summary>
/// Pictures as users have them: PNG, JPEG, WebP, BMP and GIF (its first frame), with the colours and the orientation that Chromium gives them. A picture whose
/// profile cannot be used says so. Characters on disk stay PNG, which <see cref="PngFile"/> reads without colour management: this is for what is to become one.
/// </summary>
public static class PictureFile
{
    /// <summary>The formats, for messages and for the file dialog.</summary>
    public const string Formats = "PNG, JPEG, WebP, BMP or GIF";

    /// <summary>A larger file is refused before it is read.</summary>
    public const long MaximumFileBytes = 256L << 20;

    /// <summary>Reads a picture, at most <see cref="PngFile.MaximumSide"/> a side and <see cref="PngFile.MaximumPixels"/> in all.</summary>
    /// <exception cref="BadInputException">The file is missing, unreadable, no such picture, damaged, or too large.</exception>
    public static StraightImage Read(string path) => Decode(ReadBytes(path), path);

    /// <summary>Reads the bytes of a picture file.</summary>
    /// <exception cref="BadInputException">The file is missing, unreadable, or too large.</exception>
    public static byte[] ReadBytes(string path) => InputFile.ReadBytes(path, Phrase.Of("a picture (PNG, JPEG, WebP, BMP or GIF)"), MaximumFileBytes);

    /// <summary>Reads a picture file in memory; see <see cref="Read"/>.</summary>
    /// <param name="data">The bytes of the file.</param>
    /// <param name="name">What to call it in an error.</param>
    /// <exception cref="BadInputException">It is not a supported picture, damaged, or too large.</exception>
    public static StraightImage Decode(ReadOnlySpan<byte> data, string name)
    {
        Phrase kind = PictureSignature.NameOf(data);
        switch (kind.English)
        {
            case "a PNG picture":
                StraightImage image = PngFile.Decode(data, name);
                return PictureTurn.Upright(WithProfile(image, data, kind), (SKEncodedOrigin)PngChunks.Orientation(data));
            case "a JPEG picture" or "a WebP picture" or "a BMP picture" or "a GIF picture":
                return DecodeBySkia(data, name, kind);
            default:
                throw new BadInputException($"{name}: a picture (PNG, JPEG, WebP, BMP or GIF) was expected, but this is {kind}. {PictureSignature.AdviceOn(kind)}");
        }
    }

    private static unsafe StraightImage DecodeBySkia(ReadOnlySpan<byte> data, string name, Phrase kind)
    {
        using SKData copy = SKData.CreateCopy(data);
        using SKCodec codec = SKCodec.Create(copy) ?? throw Damaged(name, kind);
        (int width, int height) = (codec.Info.Width, codec.Info.Height);
        PictureSize.Require(width, height, name);
        var image = new StraightImage(width, height);
        SKCodecResult result;
        fixed (byte* pixels = image.Pixels)
        {
            result = codec.GetPixels(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul, colorspace: null), (nint)pixels);
        }

        return result switch
        {
            // Chromium ignores the orientation in a WebP file.
            SKCodecResult.Success => PictureTurn.Upright(WithProfile(image, data, kind), kind.English == "a WebP picture" ? SKEncodedOrigin.TopLeft : codec.EncodedOrigin),
            SKCodecResult.IncompleteInput => throw new BadInputException($"{name}: this is {kind} that ends too early. Save or download it again."),
            _ => throw Damaged(name, kind),
        };
    }

    private static StraightImage WithProfile(StraightImage image, ReadOnlySpan<byte> data, Phrase kind)
    {
        (SKColorSpace? space, bool isUnusable) = PictureProfile.Of(data, kind.English);
        using (space)
        {
            if (space is { IsSrgb: false })
            {
                PictureProfile.Convert(image, space);
            }
        }

        return isUnusable ? new StraightImage(image.Width, image.Height, image.Pixels) { HasUnusedProfile = true } : image;
    }

    private static BadInputException Damaged(string name, Phrase kind) => new BadInputException($"{name}: this is {kind}, but a damaged one. Save or download it again.");
}
