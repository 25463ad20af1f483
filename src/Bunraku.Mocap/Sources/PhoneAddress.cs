using System.Net;
using System.Net.Sockets;
using Bunraku.Core.Errors;

namespace Bunraku.Mocap.Sources;

/// <summary>Reads the address of a phone as a user types it.</summary>
public static class PhoneAddress
{
    /// <summary>Reads an IPv4 or IPv6 address; blanks around it and a port behind it do no harm. Names are not looked up.</summary>
    /// <exception cref="BadInputException">The text is not the address of one device.</exception>
    public static IPAddress Parse(string text)
    {
        string given = text.Trim();
        string host = given.Count(':') == 1 ? given[..given.IndexOf(':')] : given;
        if (!NetworkAddress.TryRead(host, out IPAddress? address))
        {
            throw new BadInputException(
                $"The phone's address must be four numbers as the app shows them, for example 192.168.0.12, but {ForeignText.Quote(given)} was typed.");
        }

        if (IsNoDevice(address))
        {
            throw new BadInputException($"{address} is not the address of one device. Type the address that the phone's app shows.");
        }

        return address;
    }

    /// <summary>Addresses of this network (0.x.x.x), of all devices, or of a group of them.</summary>
    private static bool IsNoDevice(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6
        ? address.IsIPv6Multicast || address.Equals(IPAddress.IPv6Any)
        : address.GetAddressBytes()[0] is 0 or (>= 224 and < 240) || address.Equals(IPAddress.Broadcast);
}
