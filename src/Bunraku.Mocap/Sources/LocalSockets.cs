using System.Net;
using System.Net.Sockets;
using Bunraku.Core.Errors;

namespace Bunraku.Mocap.Sources;

/// <summary>Opens ports of this computer, and says in plain words why one could not be opened.</summary>
internal static class LocalSockets
{
    /// <summary>Ports below belong to the system.</summary>
    private const int LowestFreePort = 1024;

    /// <summary>
    /// Opens a port that no other program shares. Without an address it listens on every interface, on IPv6 and IPv4 where the
    /// system has both.
    /// </summary>
    /// <exception cref="SocketException">The port is taken, not allowed, or the address is not this computer's.</exception>
    public static Socket Bind(IPAddress? address, int port, SocketType type, ProtocolType protocol)
    {
        AddressFamily family = address?.AddressFamily ?? (Socket.OSSupportsIPv6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork);
        var socket = new Socket(family, type, protocol);
        try
        {
            if (OperatingSystem.IsWindows())
            {
                // Without it Windows lets a second program take the port and splits the datagrams between both.
                socket.ExclusiveAddressUse = true;
            }

            if (family == AddressFamily.InterNetworkV6)
            {
                socket.DualMode = true;
            }

            socket.Bind(new IPEndPoint(address ?? (family == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any), port));
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>An IPv4 address that came in IPv6 clothes, as IPv4.</summary>
    public static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    public static SourceState StateAfter(SocketException refusal) =>
        refusal.SocketErrorCode == SocketError.AddressAlreadyInUse ? SourceState.PortInUse : SourceState.Failed;

    public static Phrase Explain(SocketException refusal, SourceSetup setup) => refusal.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse =>
            Phrase.Of($"Port {setup.Port} is in use by another program (a second Bunraku, VSeeFace, VMagicMirror, ...). Close that program or choose another port; Bunraku tries again every {SourceTiming.RetryAfter.TotalSeconds:0} seconds."),
        SocketError.AccessDenied when setup.Port < LowestFreePort =>
            Phrase.Of($"The system does not allow Bunraku to listen on port {setup.Port}. Choose a port between {LowestFreePort} and 65535."),
        SocketError.AccessDenied =>
            Phrase.Of($"The system does not allow Bunraku to listen on port {setup.Port}: another program holds it, or Windows reserves it (Hyper-V, WSL and Docker reserve ranges of ports; \"netsh interface ipv4 show excludedportrange protocol={WordOf(setup.Transport)}\" lists them). Choose another port here and in the sending app."),
        SocketError.AddressNotAvailable =>
            Phrase.Of($"This computer has no address {setup.ListenAddress} now. Choose another one, or listen on all."),
        _ => Phrase.Of($"Listening on port {setup.Port} failed: {refusal.Message}. This is tried again every {SourceTiming.RetryAfter.TotalSeconds:0} seconds."),
    };

    public static Phrase ExplainSending(SocketException failure, SourceSetup setup) => failure.SocketErrorCode switch
    {
        SocketError.NetworkUnreachable or SocketError.HostUnreachable or SocketError.NetworkDown or SocketError.AddressFamilyNotSupported =>
            Phrase.Of($"This computer has no way to {setup.PhoneAddress} now. Check that it is in the phone's network and that the address is right."),
        SocketError.AccessDenied =>
            Phrase.Of($"The system does not allow Bunraku to send to {setup.PhoneAddress}. A firewall may forbid it, or the address is not a phone's."),
        _ => Phrase.Of($"Sending to {setup.PhoneAddress} failed: {failure.Message}."),
    };

    private static string WordOf(SourceTransport transport) => transport == SourceTransport.Udp ? "udp" : "tcp";
}
