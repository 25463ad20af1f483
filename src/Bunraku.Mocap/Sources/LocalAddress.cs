using System.Net;

namespace Bunraku.Mocap.Sources;

/// <summary>An IPv4 address of this computer in a local network.</summary>
/// <param name="Address">The address, to be typed into a phone's app.</param>
/// <param name="PrefixLength">How many leading bits all addresses of the network share.</param>
/// <param name="InterfaceName">The name of the network interface, for example <c>Wi-Fi</c>.</param>
/// <param name="HasGateway">Whether a router is reached through it, as in a home network; virtual interfaces have none.</param>
public sealed record LocalAddress(IPAddress Address, int PrefixLength, string InterfaceName, bool HasGateway)
{
    /// <summary>Whether another IPv4 address is in the same network.</summary>
    public bool IsInSameNetwork(IPAddress other)
    {
        byte[] mine = Address.GetAddressBytes();
        byte[] theirs = other.GetAddressBytes();
        if (mine.Length != theirs.Length)
        {
            return false;
        }

        for (int bit = 0; bit < PrefixLength; bit++)
        {
            int mask = 0x80 >> (bit % 8);
            if (((mine[bit / 8] ^ theirs[bit / 8]) & mask) != 0)
            {
                return false;
            }
        }

        return true;
    }
}
