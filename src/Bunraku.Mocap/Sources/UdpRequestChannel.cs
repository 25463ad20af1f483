using System.Net;
using System.Net.Sockets;

namespace Bunraku.Mocap.Sources;

/// <summary>Datagrams to the one address that the user typed.</summary>
internal sealed class UdpRequestChannel : IRequestChannel
{
    private readonly Socket _socket;
    private readonly IPEndPoint _phone;
    private readonly SocketAddress _listener;
    private volatile SocketAddress _sender;

    private UdpRequestChannel(Socket socket, IPEndPoint phone)
    {
        _socket = socket;
        _phone = phone;
        _listener = phone.Serialize();
        _sender = _listener;
    }

    /// <summary>The channel of a setup, or null when the user typed no address: then nothing is ever sent.</summary>
    public static UdpRequestChannel? To(SourceSetup setup, Socket socket)
    {
        if (setup.PhoneAddress is not { } phone)
        {
            return null;
        }

        bool needsMapping = socket.AddressFamily == AddressFamily.InterNetworkV6 && phone.AddressFamily == AddressFamily.InterNetwork;
        return new UdpRequestChannel(socket, new IPEndPoint(needsMapping ? phone.MapToIPv6() : phone, setup.PhonePort));
    }

    /// <summary>Notes where a packet came from; only the typed address is ever answered.</summary>
    public void Heard(IPEndPoint sender)
    {
        if (sender.Address.Equals(_phone.Address))
        {
            _sender = sender.Serialize();
        }
    }

    public void Send(ReadOnlySpan<byte> packet, bool answersSender) =>
        _socket.SendTo(packet, SocketFlags.None, answersSender ? _sender : _listener);
}
