using System.Net;
using System.Net.Sockets;
using Bunraku.Core.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Bunraku.Studio.Shell;

/// <summary>The addresses that Studio listens at.</summary>
internal static class StudioAddresses
{
    private const int PortsToTry = 20;
    private const string Example = "for example http://127.0.0.1:7860";

    /// <summary>The addresses of a list separated by semicolons.</summary>
    /// <exception cref="BadInputException">One is not a plain http address.</exception>
    public static string[] Check(string urls)
    {
        string[] addresses = urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (addresses.Length == 0)
        {
            throw new BadInputException($"No address to listen at was given; give one, {Example}.");
        }

        foreach (string address in addresses)
        {
            if (!address.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || !IsAddress(address))
            {
                throw new BadInputException($"Studio cannot listen at {ForeignText.Quote(address)}: an address has the form http://HOST:PORT, {Example}.");
            }
        }

        return addresses;
    }

    /// <summary>The options with the next free port of this computer, if the usual one is in use and the user named none.</summary>
    public static StudioOptions WithFreePort(StudioOptions options)
    {
        if (!options.MayMovePort)
        {
            return options;
        }

        int usual = BindingAddress.Parse(options.Urls).Port;
        int port = FreePort(usual, IsFree);
        if (port == usual)
        {
            return options;
        }

        Console.WriteLine($"Port {usual} is in use, perhaps by another Studio, or Windows keeps it; so this one uses port {port}. Its overlay is at http://127.0.0.1:{port}/overlay.");
        return options with { Urls = $"http://127.0.0.1:{port}" };
    }

    /// <summary>The first free port from the usual one on. Windows may keep a hundred in a row for Hyper-V or Docker: then any that is free.</summary>
    internal static int FreePort(int usual, Predicate<int> isFree)
    {
        for (int port = usual; port < usual + PortsToTry; port++)
        {
            if (isFree(port))
            {
                return port;
            }
        }

        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Starts listening.</summary>
    /// <exception cref="BadInputException">The port is taken, or the address is not one of this machine.</exception>
    public static async Task StartAsync(WebApplication app, CancellationToken cancellationToken)
    {
        string wanted = app.Services.GetRequiredService<StudioOptions>().Urls;
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            throw new BadInputException(
                $"The port of {wanted} is in use, perhaps by a Studio that already runs: open that address in a browser, stop the other program, or choose another port with --urls http://127.0.0.1:7861.", e);
        }
        catch (Exception e) when (e is IOException or SocketException or InvalidOperationException)
        {
            throw new BadInputException(Refusal(wanted, e), e);
        }
    }

    internal static string Refusal(string wanted, Exception error) => error is SocketException { SocketErrorCode: SocketError.AccessDenied }
        ? $"Studio cannot listen at {wanted}: the system does not allow that port. Ports below 1024 are for administrators, and Windows keeps ranges of ports for Hyper-V, WSL and Docker (\"netsh interface ipv4 show excludedportrange protocol=tcp\" lists them). Choose another port with --urls, {Example}."
        : $"Studio cannot listen at {wanted}: {error.Message} Choose an address of this machine with --urls, {Example}.";

    /// <summary>The address of a page for a browser on this machine.</summary>
    public static string ForBrowser(WebApplication app, string page) => ForBrowser(app.Services.GetRequiredService<IServer>(), page);

    /// <inheritdoc cref="ForBrowser(WebApplication, string)"/>
    public static string ForBrowser(IServer server, string page)
    {
        string bound = server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
        BindingAddress address = BindingAddress.Parse(bound);
        // What stands for every address of this machine is none that a browser can open.
        string host = address.Host is "+" or "*" or "0.0.0.0" or "[::]" ? IPAddress.Loopback.ToString() : address.Host;
        return $"http://{host}:{address.Port}/{page.TrimStart('/')}";
    }

    private static bool IsAddress(string address)
    {
        try
        {
            return BindingAddress.Parse(address) is { PathBase: "", IsUnixPipe: false, IsNamedPipe: false, Port: >= 0 and <= IPEndPoint.MaxPort };
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
