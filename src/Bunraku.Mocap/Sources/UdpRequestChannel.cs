using System.Net;
using System.Net.Sockets;

namespace Bunraku.Mocap.Sources;

/// <summary>Datagrams to the one address that the user typed.</summary>
internal sealed class UdpRequestChannel : IRequestChannel
{
    private readonly Socket _socket;
    private readonly SocketAddress _phone;

    private UdpRequestChannel(Socket socket, SocketAddress phone)
    {
        _socket = socket;
        _phone = phone;
    }

    /// <summary>The channel of a setup, or null when the user typed no address: then nothing is ever sent.</summary>
    public static UdpRequestChannel? To(SourceSetup setup, Socket socket)
    {
        if (setup.PhoneAddress is not { } phone)
        {
            return null;
        }

        bool needsMapping = socket.AddressFamily == AddressFamily.InterNetworkV6 && phone.AddressFamily == AddressFamily.InterNetwork;
        return new UdpRequestChannel(socket, new IPEndPoint(needsMapping ? phone.MapToIPv6() : phone, setup.PhonePort).Serialize());
    }

    public void Send(ReadOnlySpan<byte> packet) => _socket.SendTo(packet, SocketFlags.None, _phone);
}
