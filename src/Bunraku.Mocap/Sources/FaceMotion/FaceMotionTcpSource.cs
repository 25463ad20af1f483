using System.Net;
using System.Net.Sockets;
using Bunraku.Core.Errors;
using Bunraku.Mocap.Sources.IFacialMocap;

namespace Bunraku.Mocap.Sources.FaceMotion;

/// <summary>
/// Face Motion v3 over TCP: this computer connects to the phone. After five attempts a second apart, further ones follow every ten
/// seconds.
/// </summary>
public sealed class FaceMotionTcpSource : TcpFaceSource
{
    private const int QuickAttempts = 5;

    private static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan QuickPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SlowPause = TimeSpan.FromSeconds(10);

    private readonly IPAddress _phone;
    private int _attempts;

    /// <param name="setup">Usually <see cref="SetupFor"/>; it must hold the phone's address.</param>
    /// <param name="clock">The clock, or null for the system's.</param>
    /// <exception cref="BadInputException">The setup has no address of the phone.</exception>
    public FaceMotionTcpSource(SourceSetup setup, TimeProvider? clock = null)
        : base(setup, clock ?? TimeProvider.System) =>
        _phone = setup.PhoneAddress ?? throw new BadInputException(
            $"{setup.Name} over TCP needs the phone's address, because this computer makes the connection. Type the address that the app shows.");

    /// <summary>The usual port of the app.</summary>
    public static SourceSetup SetupFor(IPAddress phone, PhoneApp app = PhoneApp.IFacialMocap) => new()
    {
        Protocol = TrackingProtocol.FaceMotion,
        Name = PhonePorts.NameOf(app),
        Transport = SourceTransport.TcpToPhone,
        PhoneAddress = phone,
        PhonePort = PhonePorts.PhoneTcp(app),
    };

    private protected override async Task ConnectAndConverseAsync(CancellationToken stop)
    {
        using var socket = new Socket(_phone.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        Monitor.Opened(0);
        if (await TryConnectAsync(socket, stop).ConfigureAwait(false))
        {
            var session = new FaceMotionSession(asks: true, keepsAsking: true, overTcp: true);
            await ConverseAsync(socket, session, stop).ConfigureAwait(false);
            _attempts = session.HasSchema ? 0 : _attempts;
        }

        TimeSpan pause = ++_attempts < QuickAttempts ? QuickPause : SlowPause;
        await Task.Delay(pause, Clock, stop).ConfigureAwait(false);
    }

    private async Task<bool> TryConnectAsync(Socket socket, CancellationToken stop)
    {
        using var late = new CancellationTokenSource(ConnectWithin, Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, late.Token);
        try
        {
            await socket.ConnectAsync(new IPEndPoint(_phone, Setup.PhonePort), either.Token).ConfigureAwait(false);
            Monitor.Report(null);
            return true;
        }
        catch (Exception failure) when (failure is SocketException or OperationCanceledException && !stop.IsCancellationRequested)
        {
            Monitor.Report(
                Phrase.Of($"No connection to {_phone}, port {Setup.PhonePort}. Check that {Setup.Name} is open on the phone and the address is right; this is tried again."));
            return false;
        }
    }
}
