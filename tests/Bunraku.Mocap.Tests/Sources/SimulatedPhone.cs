using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;

namespace Bunraku.Mocap.Tests.Sources;

/// <summary>
/// A phone on the loopback interface: it keeps the datagrams it gets and sends what a test tells it. Switched off it hears nothing and
/// sends nothing, but keeps its port for the time it is on again.
/// </summary>
internal sealed class SimulatedPhone : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly Channel<(byte[] Bytes, IPEndPoint Sender)> _heard = Channel.CreateUnbounded<(byte[], IPEndPoint)>();
    private readonly CancellationTokenSource _end = new();
    private readonly Task _listening;
    private IPEndPoint? _computer;

    public SimulatedPhone()
    {
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listening = ListenAsync();
    }

    public static IPAddress Address => IPAddress.Loopback;

    public int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    public bool IsOn { get; set; } = true;

    /// <summary>Who asked last; answers go there.</summary>
    public IPEndPoint Computer => _computer ?? throw new InvalidOperationException("Nobody has asked the phone yet.");

    /// <summary>How many datagrams wait to be read.</summary>
    public int HeardCount => _heard.Reader.Count;

    /// <summary>The next datagram that the computer sent.</summary>
    public async Task<byte[]> HearAsync()
    {
        using var limit = new CancellationTokenSource(Eventually.Limit);
        (byte[] bytes, IPEndPoint sender) = await _heard.Reader.ReadAsync(limit.Token);
        _computer = sender;
        return bytes;
    }

    public async Task<string> HearTextAsync() => Encoding.UTF8.GetString(await HearAsync());

    /// <summary>The next datagram that is already there, or null.</summary>
    public byte[]? TryHear()
    {
        if (!_heard.Reader.TryRead(out (byte[] Bytes, IPEndPoint Sender) heard))
        {
            return null;
        }

        _computer = heard.Sender;
        return heard.Bytes;
    }

    /// <summary>Sends to who asked last.</summary>
    public void Say(ReadOnlySpan<byte> datagram) => SayTo(Computer.Port, datagram);

    public void SayTo(int port, ReadOnlySpan<byte> datagram)
    {
        if (IsOn)
        {
            _socket.SendTo(datagram, SocketFlags.None, new IPEndPoint(IPAddress.Loopback, port));
        }
    }

    public void Dispose()
    {
        _end.Cancel();
        _listening.Wait(Eventually.Limit);
        _socket.Dispose();
        _end.Dispose();
    }

    private async Task ListenAsync()
    {
        byte[] buffer = new byte[2048];
        try
        {
            while (true)
            {
                SocketReceiveFromResult result = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), _end.Token);
                if (IsOn)
                {
                    await _heard.Writer.WriteAsync((buffer[..result.ReceivedBytes], (IPEndPoint)result.RemoteEndPoint), _end.Token);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }
}
