using System.Collections.Immutable;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Bunraku.Mocap.Sources;

/// <summary>The IPv4 addresses under which a phone in the local network reaches this computer.</summary>
public static class LocalAddresses
{
    /// <summary>Reads them again, the most likely one first; empty without a network or where the system does not tell.</summary>
    public static ImmutableArray<LocalAddress> Read()
    {
        try
        {
            return [.. NetworkInterface.GetAllNetworkInterfaces()
                .Where(network => network.OperationalStatus == OperationalStatus.Up && network.NetworkInterfaceType != NetworkInterfaceType.Loopback)
                .SelectMany(AddressesOf)
                .OrderByDescending(address => address.HasGateway)];
        }
        catch (NetworkInformationException)
        {
            return [];
        }
    }

    private static IEnumerable<LocalAddress> AddressesOf(NetworkInterface network)
    {
        IPInterfaceProperties properties = network.GetIPProperties();
        bool hasGateway = properties.GatewayAddresses.Any(gateway => gateway.Address.AddressFamily == AddressFamily.InterNetwork);
        return properties.UnicastAddresses
            .Where(unicast => unicast.Address.AddressFamily == AddressFamily.InterNetwork)
            .Select(unicast => new LocalAddress(unicast.Address, unicast.PrefixLength, network.Name, hasGateway));
    }
}
