using System.Net;
using System.Net.Sockets;
using Bunraku.Mocap.Faces;

namespace Bunraku.Mocap.Sources;

/// <summary>
/// Receives datagrams on one port and turns them into faces. Requests to the phone leave from the same port. While another program
/// holds the port it says so and tries again every two seconds.
/// </summary>
public abstract class UdpFaceSource : IFaceSource
{
    private const int LongestDatagram = 65_535;

    private readonly TimeProvider _clock;
    private readonly SourceMonitor _monitor;
    private readonly FaceConversation _conversation;
    private readonly byte[] _lastSender = new byte[128];
    private int _lastSenderLength;
    private IPAddress _sender = IPAddress.None;

    private protected UdpFaceSource(SourceSetup setup, IFaceProtocol protocol, TimeProvider clock)
    {
        Setup = setup;
        _clock = clock;
        _monitor = new SourceMonitor(setup, clock);
        _conversation = new FaceConversation(protocol, setup, _monitor, Latest, clock);
    }

    /// <inheritdoc/>
    public string Name => Setup.Name;

    /// <inheritdoc/>
    public SourceSetup Setup { get; }

    /// <inheritdoc/>
    public LatestFace Latest { get; } = new();

    /// <inheritdoc/>
    public SourceStatistics Statistics => _monitor.Snapshot(_conversation.Lost);

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await OpenAndConverseAsync(cancellationToken).ConfigureAwait(false);

                await Task.Delay(SourceTiming.RetryAfter, _clock, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Being told to stop is how a run ends.
        }
        finally
        {
            _monitor.Stopped();
        }
    }

    /// <summary>Handles one datagram as if it had come through the socket.</summary>
    internal void Deliver(ReadOnlySpan<byte> packet, IPAddress sender) => _conversation.Deliver(packet, sender);

    private async Task OpenAndConverseAsync(CancellationToken stop)
    {
        try
        {
            using Socket? socket = TryOpen();
            if (socket is not null)
            {
                await ConverseAsync(socket, stop).ConfigureAwait(false);
            }
        }
        catch (Exception fault) when (!stop.IsCancellationRequested)
        {
            _monitor.Failed(fault);
        }
    }

    private Socket? TryOpen()
    {
        try
        {
            Socket socket = LocalSockets.Bind(Setup.ListenAddress, Setup.Port, SocketType.Dgram, ProtocolType.Udp);
            _conversation.Opened(((IPEndPoint)socket.LocalEndPoint!).Port);
            return socket;
        }
        catch (SocketException refusal)
        {
            _monitor.Failed(LocalSockets.StateAfter(refusal), LocalSockets.Explain(refusal, Setup));
            return null;
        }
    }

    private async Task ConverseAsync(Socket socket, CancellationToken stop)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        UdpRequestChannel? phone = UdpRequestChannel.To(Setup, socket);
        Task ticking = Ticker.RunAsync(_clock, () => Tick(phone), ended.Token);
        try
        {
            await ReceiveAsync(socket, phone, stop).ConfigureAwait(false);
        }
        catch (SocketException failure)
        {
            _monitor.Failed(LocalSockets.StateAfter(failure), LocalSockets.Explain(failure, Setup));
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            await ticking.ConfigureAwait(false);
            _conversation.SayFarewell(phone);
        }
    }

    private async Task ReceiveAsync(Socket socket, UdpRequestChannel? phone, CancellationToken stop)
    {
        byte[] buffer = GC.AllocateUninitializedArray<byte>(LongestDatagram, pinned: true);
        var from = new SocketAddress(socket.AddressFamily);
        while (true)
        {
            int length;
            try
            {
                length = await socket.ReceiveFromAsync(buffer, SocketFlags.None, from, stop).ConfigureAwait(false);
            }
            catch (SocketException passing) when (passing.SocketErrorCode is SocketError.ConnectionReset or SocketError.MessageSize)
            {
                // Windows reports here that an earlier request found nobody at the phone's port.
                continue;
            }

            _conversation.Deliver(buffer.AsSpan(0, length), SenderOf(socket, from, phone));
            _conversation.SendWhatIsDue(phone);
        }
    }

    private void Tick(UdpRequestChannel? phone)
    {
        _conversation.SendWhatIsDue(phone);
        Latest.PublishLoss(_monitor, _clock);
    }

    /// <summary>The sender's address, made again only when address or port differ from the last one's.</summary>
    private IPAddress SenderOf(Socket socket, SocketAddress from, UdpRequestChannel? phone)
    {
        ReadOnlySpan<byte> bytes = from.Buffer.Span[..from.Size];
        if (!bytes.SequenceEqual(_lastSender.AsSpan(0, _lastSenderLength)))
        {
            _lastSenderLength = Math.Min(bytes.Length, _lastSender.Length);
            bytes[.._lastSenderLength].CopyTo(_lastSender);
            var endPoint = (IPEndPoint)socket.LocalEndPoint!.Create(from);
            phone?.Heard(endPoint);
            _sender = LocalSockets.Plain(endPoint.Address);
        }

        return _sender;
    }
}
