using System.Net;
using System.Net.Sockets;

namespace Bunraku.Mocap.Sources;

/// <summary>One TCP connection with a phone: reads packets until it ends, breaks or falls silent.</summary>
internal sealed class PhoneConnection(Socket socket, IPAddress phone, FaceConversation conversation, TimeProvider clock) : IRequestChannel
{
    /// <summary>A connection that brings no packet for so long at its start is closed.</summary>
    private static readonly TimeSpan FirstPacketWithin = TimeSpan.FromSeconds(5);

    /// <summary>A phone that is switched off does not close its connection; after so long a silence we do.</summary>
    private static readonly TimeSpan NextPacketWithin = TimeSpan.FromSeconds(12);

    private byte[] _buffer = new byte[16_384];
    private int _filled;

    public void Send(ReadOnlySpan<byte> packet, bool answersSender) => socket.Send(packet, SocketFlags.None);

    /// <summary>Runs until the connection has ended, for whatever reason.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        socket.NoDelay = true;
        socket.SendTimeout = (int)SourceTiming.StaleAfter.TotalMilliseconds;
        using var silence = new CancellationTokenSource(FirstPacketWithin, clock);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop, silence.Token);
        Task ticking = Ticker.RunAsync(clock, () => conversation.SendWhatIsDue(this), ended.Token);
        try
        {
            await ReadAsync(silence, ended.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // Told to stop, or the phone fell silent.
        }
        catch (SocketException)
        {
            // The phone is gone; its next connection starts afresh.
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            await ticking.ConfigureAwait(false);
            conversation.SayFarewell(this);
        }
    }

    private async Task ReadAsync(CancellationTokenSource silence, CancellationToken stop)
    {
        while (true)
        {
            int length = await socket.ReceiveAsync(_buffer.AsMemory(_filled), SocketFlags.None, stop).ConfigureAwait(false);
            if (length == 0)
            {
                return;
            }

            _filled += length;
            if (!TryDeliver(out int packets))
            {
                return;
            }

            if (packets > 0)
            {
                silence.CancelAfter(NextPacketWithin);
                conversation.SendWhatIsDue(this);
            }
        }
    }

    /// <summary>Delivers all complete packets; false when the stream is broken.</summary>
    private bool TryDeliver(out int packets)
    {
        packets = 0;
        int start = 0;
        while (start < _filled)
        {
            ReadOnlySpan<byte> arrived = _buffer.AsSpan(start, _filled - start);
            if (!PhoneStream.TryCut(arrived, out int length, out int consumed))
            {
                conversation.Deliver(arrived, phone);
                return false;
            }

            if (consumed == 0)
            {
                break;
            }

            conversation.Deliver(arrived[..length], phone);
            start += consumed;
            packets++;
        }

        _buffer.AsSpan(start, _filled - start).CopyTo(_buffer);
        _filled -= start;
        if (_filled == _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Min(2 * _buffer.Length, PhoneStream.LongestPacket));
        }

        return true;
    }
}
