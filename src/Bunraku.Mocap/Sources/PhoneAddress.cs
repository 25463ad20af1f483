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
        if (!TryRead(given, out IPAddress? address))
        {
            throw new BadInputException(
                $"The phone's address must be four numbers as the app shows them, for example 192.168.0.12, but \"{given}\" was typed.");
        }

        if (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) || address.Equals(IPAddress.Broadcast) || IsMulticast(address))
        {
            throw new BadInputException($"{address} is not the address of one device. Type the address that the phone's app shows.");
        }

        return address;
    }

    private static bool TryRead(string given, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out IPAddress? address)
    {
        string host = given.Count(':') == 1 ? given[..given.IndexOf(':')] : given;
        if (!IPAddress.TryParse(host, out address))
        {
            return false;
        }

        // IPAddress reads "12" and "192.168.1" too, as something no user means.
        return address.AddressFamily == AddressFamily.InterNetworkV6 || host.Count('.') == 3;
    }

    private static bool IsMulticast(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6
        ? address.IsIPv6Multicast
        : address.GetAddressBytes()[0] is >= 224 and < 240;
}
