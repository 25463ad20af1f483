using System.Text;
using QRCoder;

namespace Bunraku.Studio.Shell;

/// <summary>QR codes as pictures.</summary>
internal static class QrPicture
{
    /// <summary>A text as a picture of its QR code: an address that holds the SVG itself.</summary>
    public static string AddressOf(string text)
    {
        using QRCodeData code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.L);
        using var picture = new SvgQRCode(code);
        return "data:image/svg+xml;base64," + Convert.ToBase64String(Encoding.UTF8.GetBytes(picture.GetGraphic(4)));
    }
}
