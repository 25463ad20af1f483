using Bunraku.Mocap.Sources;
using Bunraku.Studio.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection;
using QRCoder;

namespace Bunraku.Studio.Shell;

/// <summary>Says what of Studio is open to whom.</summary>
internal static class NetworkNotice
{
    /// <summary>Prints one line and the link as a QR code, where other machines can reach Studio; nothing else.</summary>
    public static void Print(WebApplication app, StudioOptions options, TextWriter terminal)
    {
        if (LinkOf(app.Services.GetRequiredService<IServer>(), app.Services.GetRequiredService<AccessKey>(), options) is not { } link)
        {
            return;
        }

        string rest = options.TrustsNetwork ? "folders, training and downloads are open to them too." : "folders, training and downloads are for this computer alone (--trust-lan opens them).";
        terminal.WriteLine($"Other computers open Studio with this link, which holds a key: {link} (the overlay: {link.Replace("/?", "/overlay?", StringComparison.Ordinal)}); {rest}");
        using QRCodeData code = QRCodeGenerator.GenerateQrCode(link, QRCodeGenerator.ECCLevel.L);
        using var picture = new AsciiQRCode(code);
        terminal.WriteLine(picture.GetGraphicSmall());
    }

    /// <summary>The link for other machines, or null where they cannot reach Studio.</summary>
    public static string? LinkOf(IServer server, AccessKey key, StudioOptions options) => key.IsNeeded ? $"{AddressForOthers(server, options)}/?key={key.Value}" : null;

    private static string AddressForOthers(IServer server, StudioOptions options)
    {
        var here = new Uri(StudioAddresses.ForBrowser(server, ""));
        if (options.AllowedHosts is [{ } name, ..])
        {
            return options.BehindProxy ? $"https://{name}" : $"http://{name}:{here.Port}";
        }

        bool listensEverywhere = here.IsLoopback && AccessKey.ListensToOthers(options);
        return $"http://{(listensEverywhere && LocalAddresses.Read() is [{ } first, ..] ? first.Address.ToString() : here.Host)}:{here.Port}";
    }
}
