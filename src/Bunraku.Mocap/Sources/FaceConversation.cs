using System.Net;
using System.Net.Sockets;
using Bunraku.Mocap.Faces;

namespace Bunraku.Mocap.Sources;

/// <summary>Brings packets to a protocol, its faces to the slot and its requests to the phone, one at a time.</summary>
internal sealed class FaceConversation(IFaceProtocol protocol, SourceSetup setup, SourceMonitor monitor, LatestFace latest, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly byte[] _request = new byte[IFaceProtocol.LongestRequest];

    /// <summary>Packets whose number was skipped, or null where packets have no number.</summary>
    public long? Lost
    {
        get
        {
            lock (_gate)
            {
                return protocol.Lost;
            }
        }
    }

    /// <summary>The port that answers come to is open.</summary>
    public void Opened(int localPort)
    {
        lock (_gate)
        {
            monitor.Opened(localPort);
            protocol.Opened(localPort);
        }
    }

    /// <summary>Handles one packet. Packets come from one thread.</summary>
    public void Deliver(ReadOnlySpan<byte> packet, IPAddress sender)
    {
        FacePose? face;
        lock (_gate)
        {
            TimeSpan now = FaceClock.TimeOf(clock);
            if (!monitor.Admit(sender, now, out bool isNewStream))
            {
                return;
            }

            if (isNewStream)
            {
                protocol.StartOver();
            }

            PacketKind kind = protocol.Decode(packet, now, out face);
            if (face is not null)
            {
                latest.Show(face); // Before it is counted: a face that is counted can be read.
            }

            monitor.Count(kind, packet, face);
            if (kind == PacketKind.Face || protocol.Problem is not null)
            {
                monitor.Report(protocol.Problem);
            }
        }

        // Outside the lock: who listens to the slot may want to read our statistics from another thread.
        if (face is not null)
        {
            latest.Announce(face);
        }
    }

    /// <summary>Sends what is due; a failure is reported, not thrown.</summary>
    public void SendWhatIsDue(IRequestChannel? channel)
    {
        if (channel is null)
        {
            return;
        }

        lock (_gate)
        {
            int length;
            while ((length = protocol.NextRequest(_request, FaceClock.TimeOf(clock), monitor.IsReceiving)) > 0)
            {
                try
                {
                    channel.Send(_request.AsSpan(0, length), protocol.AnswersSender);
                    monitor.RequestSent();
                    monitor.Report(protocol.Problem);
                }
                catch (SocketException failure)
                {
                    monitor.Report(LocalSockets.ExplainSending(failure, setup));
                }
            }
        }
    }

    /// <summary>Tells the phone that the user has stopped, if there is anything to be ended.</summary>
    public void SayFarewell(IRequestChannel? channel)
    {
        lock (_gate)
        {
            int length = protocol.Farewell(_request);
            if (length == 0 || channel is null)
            {
                return;
            }

            try
            {
                channel.Send(_request.AsSpan(0, length), protocol.AnswersSender);
            }
            catch (SocketException)
            {
                // The phone is out of reach, and its session ends by itself.
            }
        }
    }
}
