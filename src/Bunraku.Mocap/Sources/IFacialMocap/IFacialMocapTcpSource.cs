using System.Net;
using System.Net.Sockets;
using Bunraku.Mocap.Sources.FaceMotion;

namespace Bunraku.Mocap.Sources.IFacialMocap;

/// <summary>
/// iFacialMocap or Facemotion3D over TCP: the phone is asked by datagram and then connects to this computer. A stream of version 3
/// that the user starts on the phone is understood too. The newest connection counts; an older one is closed.
/// </summary>
/// <param name="setup">Usually <see cref="SetupFor"/>.</param>
/// <param name="app">The app on the phone.</param>
/// <param name="version">1 or 2: what the phone is asked for.</param>
/// <param name="clock">The clock, or null for the system's.</param>
public sealed class IFacialMocapTcpSource(
    SourceSetup setup, PhoneApp app = PhoneApp.IFacialMocap, StreamVersion version = StreamVersion.Version2, TimeProvider? clock = null)
    : TcpFaceSource(setup, clock ?? TimeProvider.System)
{
    private const int Backlog = 4;

    /// <summary>The usual ports, all interfaces, and the phone's address if known.</summary>
    public static SourceSetup SetupFor(IPAddress? phone, PhoneApp app = PhoneApp.IFacialMocap) => new()
    {
        Protocol = TrackingProtocol.IFacialMocap,
        Name = PhonePorts.NameOf(app),
        Transport = SourceTransport.TcpFromPhone,
        Port = PhonePorts.ComputerTcp,
        PhoneAddress = phone,
        PhonePort = PhonePorts.Requests(app),
    };

    private protected override async Task ConnectAndConverseAsync(CancellationToken stop)
    {
        try
        {
            using Socket listener = LocalSockets.Bind(Setup.ListenAddress, Setup.Port, SocketType.Stream, ProtocolType.Tcp);
            using Socket asking = LocalSockets.Bind(Setup.ListenAddress, 0, SocketType.Dgram, ProtocolType.Udp);
            listener.Listen(Backlog);
            Monitor.Opened(((IPEndPoint)listener.LocalEndPoint!).Port);
            await ListenAsync(listener, UdpRequestChannel.To(Setup, asking), stop).ConfigureAwait(false);
        }
        catch (SocketException failure)
        {
            Monitor.Failed(LocalSockets.StateAfter(failure), LocalSockets.Explain(failure, Setup));
            await Task.Delay(SourceTiming.RetryAfter, Clock, stop).ConfigureAwait(false);
        }
    }

    private async Task ListenAsync(Socket listener, UdpRequestChannel? channel, CancellationToken stop)
    {
        var requests = new FaceConversation(
            new TextProtocol(StartText.Start(app, version, overTcp: true), StartText.StopTcp(app)), Setup, Monitor, Latest, Clock);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task ticking = Ticker.RunAsync(Clock, () => requests.SendWhatIsDue(channel), ended.Token);
        try
        {
            await AcceptAsync(listener, stop).ConfigureAwait(false);
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            await ticking.ConfigureAwait(false);
            requests.SayFarewell(channel);
        }
    }

    private async Task AcceptAsync(Socket listener, CancellationToken stop)
    {
        CancellationTokenSource? replaced = null;
        Task conversing = Task.CompletedTask;
        try
        {
            while (true)
            {
                Socket connection = await listener.AcceptAsync(stop).ConfigureAwait(false);
                if (!IsWelcome(connection))
                {
                    connection.Dispose();
                    continue;
                }

                await EndAsync(replaced, conversing).ConfigureAwait(false);
                replaced = CancellationTokenSource.CreateLinkedTokenSource(stop);
                conversing = ConverseAndCloseAsync(connection, replaced.Token);
            }
        }
        finally
        {
            await EndAsync(replaced, conversing).ConfigureAwait(false);
        }
    }

    /// <summary>While faces come, only the phone that sends them may replace its connection.</summary>
    private bool IsWelcome(Socket connection)
    {
        IPAddress phone = LocalSockets.Plain(((IPEndPoint)connection.RemoteEndPoint!).Address);
        return Setup.OnlyFrom is { } only ? phone.Equals(only) : !Monitor.IsReceiving || phone.Equals(Statistics.LastSender);
    }

    private async Task ConverseAndCloseAsync(Socket connection, CancellationToken stop)
    {
        using (connection)
        {
            var protocol = new PhoneProtocol(text: null, new FaceMotionSession(asks: false, keepsAsking: false, overTcp: true));
            await ConverseAsync(connection, protocol, stop).ConfigureAwait(false);
        }
    }

    private static async Task EndAsync(CancellationTokenSource? stop, Task conversing)
    {
        if (stop is not null)
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await conversing.ConfigureAwait(false);
            stop.Dispose();
        }
    }
}
