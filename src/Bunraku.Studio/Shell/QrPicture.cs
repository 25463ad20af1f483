using QRCoder;

namespace Bunraku.Studio.Shell;

/// <summary>QR codes as pictures.</summary>
internal static class QrPicture
{
    /// <summary>A text as an SVG picture of its QR code.</summary>
    public static string Svg(string text)
    {
        using QRCodeData code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.L);
        using var picture = new SvgQRCode(code);
        return picture.GetGraphic(4);
    }
}
