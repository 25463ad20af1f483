using System.Text;
using Bunraku.Core.Errors;

namespace Bunraku.Core.Images;

/// <summary>Tells picture files apart by their first bytes.</summary>
internal static class PictureSignature
{
    private const int TextStart = 256;

    /// <summary>What to call the file in a sentence: "a JPEG picture".</summary>
    public static Phrase NameOf(ReadOnlySpan<byte> data) => data switch
    {
        [] => Phrase.Of("an empty file"),
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => Phrase.Of("a PNG picture"),
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => Phrase.Of("a damaged PNG picture"),
        [0xFF, 0xD8, 0xFF, ..] => Phrase.Of("a JPEG picture"),
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => Phrase.Of("a GIF picture"),
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => Phrase.Of("a WebP picture"),
        [(byte)'8', (byte)'B', (byte)'P', (byte)'S', ..] => Phrase.Of("a Photoshop document (PSD)"),
        [(byte)'C', (byte)'S', (byte)'F', (byte)'C', (byte)'H', (byte)'U', (byte)'N', (byte)'K', ..] => Phrase.Of("a Clip Studio Paint document (CLIP)"),
        [(byte)'B', (byte)'M', ..] => Phrase.Of("a BMP picture"),
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', .. var brands] => OfBrand(brands),
        [0xFF, 0x0A, ..] or [0, 0, 0, 12, (byte)'J', (byte)'X', (byte)'L', (byte)' ', ..] => Phrase.Of("a JPEG XL picture"),
        [(byte)'I', (byte)'I', 42 or 43, 0, ..] or [(byte)'M', (byte)'M', 0, 42 or 43, ..] => Phrase.Of("a TIFF picture"),
        _ => OfText(data[..Math.Min(data.Length, TextStart)]),
    };

    /// <summary>How the user gets a PNG picture of such a file.</summary>
    public static Phrase AdviceOn(Phrase name) => name.English switch
    {
        "a Photoshop document (PSD)" => Phrase.Of("In Photoshop, choose File, Export, Export As, PNG."),
        "a Clip Studio Paint document (CLIP)" => Phrase.Of("In Clip Studio Paint, choose File, Export (single layer), PNG."),
        "an SVG drawing" => Phrase.Of("In Inkscape, choose File, Export, PNG."),
        "an AVIF picture" or "a HEIC picture" or "a JPEG XL picture" or "a TIFF picture" =>
            Phrase.Of("Open it in a picture program that reads it, such as GIMP, Krita or Preview, and export it as PNG."),
        _ => Phrase.Of("Save the picture as PNG."),
    };

    /// <summary>AVIF and HEIC share a container; the brands behind its size say which it is.</summary>
    private static Phrase OfBrand(ReadOnlySpan<byte> brands)
    {
        string text = Encoding.Latin1.GetString(brands[..Math.Min(brands.Length, 32)]);
        return text.Contains("avi", StringComparison.Ordinal) ? Phrase.Of("an AVIF picture")
            : text.StartsWith("he", StringComparison.Ordinal) || text.Contains("hei", StringComparison.Ordinal) || text.Contains("mif1", StringComparison.Ordinal) ? Phrase.Of("a HEIC picture")
            : Phrase.Of("a video");
    }

    private static Phrase OfText(ReadOnlySpan<byte> start)
    {
        string text = Encoding.UTF8.GetString(start).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        return text.Contains("<svg", StringComparison.OrdinalIgnoreCase) ? Phrase.Of("an SVG drawing")
            : text.StartsWith("<!DOCTYPE html", StringComparison.OrdinalIgnoreCase) || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase) ? Phrase.Of("a web page")
            : text.StartsWith("<?xml", StringComparison.Ordinal) ? Phrase.Of("a drawing or another XML file")
            : Phrase.Of("something else");
    }
}
