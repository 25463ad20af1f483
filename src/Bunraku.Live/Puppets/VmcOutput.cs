using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Bunraku.Core.Errors;
using Bunraku.Live.Stages;
using Bunraku.Mocap.Sending;
using Bunraku.Mocap.Sources;

namespace Bunraku.Live.Puppets;

/// <summary>Sends what the puppeteer on the air shows to another program, 60 times a second while it runs, as the Virtual Motion Capture protocol.</summary>
/// <param name="target">Where to send to now; null for nowhere.</param>
/// <param name="puppets">The puppeteers: what Studio itself listens to must not be sent to.</param>
/// <param name="onAir">Tells which puppeteer is on the air.</param>
public sealed class VmcOutput(Func<IPEndPoint?> target, PuppetSessions puppets, OnAir onAir)
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1 / 60.0);

    /// <summary>How often it looks whether there is something to send.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(0.25);

    private readonly long _start = Stopwatch.GetTimestamp();
    private IPEndPoint? _checked;
    private bool _isHere;

    /// <summary>Raised, on any thread, when <see cref="Problem"/> or <see cref="IsSending"/> is another one.</summary>
    public event Action? Changed;

    /// <summary>Why nothing can be sent, or null.</summary>
    public Phrase? Problem { get; private set; }

    /// <summary>Whether packets are sent now.</summary>
    public bool IsSending { get; private set; }

    /// <summary>Sends until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var socket = new Socket(SocketType.Dgram, ProtocolType.Udp); // Of both families.
        using var timer = new PeriodicTimer(Look);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation))
            {
                (bool isSending, Phrase? problem) = TrySend(socket);
                timer.Period = isSending ? Beat : Look;
                if (isSending != IsSending || !Equals(problem, Problem))
                {
                    (IsSending, Problem) = (isSending, problem);
                    Changed?.Invoke();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Studio stops.
        }
    }

    private (bool IsSending, Phrase? Problem) TrySend(Socket socket)
    {
        if (target() is not { } place || onAir.Current is not { } stage || !onAir.IsRunning(stage))
        {
            return (false, null);
        }

        if (IsHere(place) && puppets.ListenOn(place.Port))
        {
            return (false, Phrase.Of($"Studio itself listens on port {place.Port}. Enter the port of the other program, or choose a tracker that does not use this port."));
        }

        try
        {
            var address = place.AddressFamily == socket.AddressFamily ? place : new IPEndPoint(place.Address.MapToIPv6(), place.Port);
            socket.SendTo(VmcPacket.Write(stage.Pose, (float)Stopwatch.GetElapsedTime(_start).TotalSeconds), address);
            return (true, null);
        }
        catch (SocketException e)
        {
            return (false, Phrase.Of($"Nothing can be sent to {place}: {e.Message}"));
        }
    }

    /// <summary>Whether an address is one of this computer.</summary>
    private bool IsHere(IPEndPoint place)
    {
        if (!place.Equals(_checked))
        {
            _isHere = IPAddress.IsLoopback(place.Address) || LocalAddresses.Read().Any(own => own.Address.Equals(place.Address));
            _checked = place;
        }

        return _isHere;
    }
}
