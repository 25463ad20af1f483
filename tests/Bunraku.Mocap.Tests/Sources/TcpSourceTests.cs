using System.Net;
using System.Net.Sockets;
using Bunraku.Core.Errors;
using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Sources;
using Bunraku.Mocap.Sources.FaceMotion;
using Bunraku.Mocap.Sources.IFacialMocap;

namespace Bunraku.Mocap.Tests.Sources;

/// <summary>Sources over TCP against a simulated phone on the loopback interface.</summary>
public sealed class TcpSourceTests
{
    private const string Start = "iFacialMocap_UDPTCP_sahuasouryya9218sauhuiayeta91555dy3719|sendDataVersion=v2";

    private readonly ManualClock _clock = new();

    [Fact]
    public async Task The_phone_is_asked_by_datagram_connects_and_is_told_to_stop()
    {
        using var phone = new SimulatedPhone();
        await using (RunningFaceSource running = new(TextSource(phone)))
        {
            Assert.Equal(Start, await phone.HearTextAsync());
            using Socket connection = await ConnectAsync(running);
            await SendAsync(connection, Framed(MadePackets.Text(jawOpen: 31)));
            await Eventually.HoldsAsync(() => running.Face is not null, "a face arrives");
            Assert.Equal(0.31, running.Face![Blendshape.JawOpen], 1e-12);
        }

        await Eventually.HoldsAsync(
            () => phone.TryHear() is { } heard && System.Text.Encoding.ASCII.GetString(heard) == "iFacialMocap_UDPTCPSTOP_sahuasouryya9218sauhuiayeta91555dy3719",
            "the request to stop");
    }

    [Fact]
    public async Task Frames_are_found_in_a_stream_that_comes_byte_by_byte_or_all_at_once()
    {
        using var phone = new SimulatedPhone();
        await using RunningFaceSource running = new(TextSource(phone));
        using Socket connection = await ConnectAsync(running);
        byte[] two = [.. Framed(MadePackets.Text(jawOpen: 1)), .. Framed(MadePackets.Text(jawOpen: 2))];
        foreach (byte one in two)
        {
            await SendAsync(connection, [one]);
        }

        await Eventually.HoldsAsync(() => running.Statistics.Accepted == 2, "two faces");
        await SendAsync(connection, [.. Enumerable.Range(3, 50).SelectMany(jaw => Framed(MadePackets.Text(jawOpen: jaw)))]);
        await Eventually.HoldsAsync(() => running.Statistics.Accepted == 52, "fifty more");
        Assert.Equal(0.52, running.Face![Blendshape.JawOpen], 1e-12);
        Assert.Equal(0, running.Statistics.Malformed);
    }

    [Fact]
    public async Task A_phone_that_goes_away_is_asked_again_and_may_connect_again()
    {
        using var phone = new SimulatedPhone();
        await using RunningFaceSource running = new(TextSource(phone));
        for (int round = 1; round <= 3; round++)
        {
            await _clock.AdvanceUntilAsync(() => phone.TryHear() is not null, "a request");
            using Socket connection = await ConnectAsync(running);
            await SendAsync(connection, Framed(MadePackets.Text(jawOpen: round)));
            await Eventually.HoldsAsync(() => running.Statistics.Accepted == round, "a face arrives");
            connection.Close();
            await _clock.AdvanceUntilAsync(() => running.Face is { IsFaceFound: false }, "the face is lost");
            while (phone.TryHear() is not null)
            {
                // Requests of this round say nothing about the next.
            }
        }
    }

    [Fact]
    public async Task A_new_connection_takes_over_from_one_that_hangs()
    {
        using var phone = new SimulatedPhone();
        await using RunningFaceSource running = new(TextSource(phone));
        using Socket hanging = await ConnectAsync(running);
        await SendAsync(hanging, Framed(MadePackets.Text(jawOpen: 1)));
        await Eventually.HoldsAsync(() => running.Statistics.Accepted == 1, "a face arrives");
        using Socket next = await ConnectAsync(running);
        await SendAsync(next, Framed(MadePackets.Text(jawOpen: 2)));
        await Eventually.HoldsAsync(() => running.Statistics.Accepted == 2, "a face of the new connection");
        Assert.Equal(0, await hanging.ReceiveAsync(new byte[1], SocketFlags.None).WaitAsync(Eventually.Limit, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_stream_without_any_frame_is_given_up()
    {
        using var phone = new SimulatedPhone();
        await using RunningFaceSource running = new(TextSource(phone));
        using Socket endless = await ConnectAsync(running);
        await SendAsync(endless, new byte[70_000]);
        await Eventually.HoldsAsync(() => running.Statistics.Malformed == 1, "it is malformed");
        using Socket silent = await ConnectAsync(running);
        Task<int> closed = silent.ReceiveAsync(new byte[1], SocketFlags.None);
        await _clock.AdvanceUntilAsync(() => closed.IsCompleted, "the silent connection is closed");
    }

    [Fact]
    public async Task Version_3_started_on_the_phone_needs_no_acknowledgement()
    {
        using var phone = new SimulatedPhone();
        await using RunningFaceSource running = new(TextSource(phone));
        using Socket connection = await ConnectAsync(running);
        var voice = new FaceMotionPhone(0xFACE, ["jawOpen"]);
        await SendAsync(connection, [.. voice.SchemaMessage(nonce: 0), .. voice.FrameMessage(1, [40]), .. voice.FrameMessage(2, [50])]);
        await Eventually.HoldsAsync(() => running.Statistics.Accepted == 2, "two frames");
        Assert.Equal(0.5, running.Face![Blendshape.JawOpen], 1e-12);
    }

    [Fact]
    public async Task Version_3_connects_to_the_phone_says_hello_and_comes_back_after_a_break()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1);
        SourceSetup setup = FaceMotionTcpSource.SetupFor(IPAddress.Loopback) with { PhonePort = ((IPEndPoint)listener.LocalEndPoint!).Port };
        await using RunningFaceSource running = new(new FaceMotionTcpSource(setup, _clock));
        for (int round = 1; round <= 2; round++)
        {
            Task<Socket> accepting = listener.AcceptAsync(TestContext.Current.CancellationToken).AsTask();
            await _clock.AdvanceUntilAsync(() => accepting.IsCompleted, "a connection");
            using Socket connection = await accepting;
            byte[] hello = await ReceiveAsync(connection, 48);
            Assert.Equal(FaceMotionPhone.Hello, FaceMotionPhone.TypeOf(hello));
            var voice = new FaceMotionPhone(0xFACE, ["jawOpen"]);
            await SendAsync(connection, voice.SchemaMessage(FaceMotionPhone.SessionOf(hello)));
            await SendAsync(connection, voice.FrameMessage(1, [40]));
            await Eventually.HoldsAsync(() => running.Statistics.Accepted == round, "a frame");
            Assert.Equal(SourceState.Receiving, running.Statistics.State);
        }
    }

    [Fact]
    public async Task A_phone_that_does_not_answer_is_told_and_tried_again()
    {
        using var free = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        free.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        SourceSetup setup = FaceMotionTcpSource.SetupFor(IPAddress.Loopback) with { PhonePort = ((IPEndPoint)free.LocalEndPoint!).Port };
        await using RunningFaceSource running = new(new FaceMotionTcpSource(setup, _clock));
        await Eventually.HoldsAsync(() => running.Statistics.Problem is not null, "a message");
        Assert.Contains("No connection to 127.0.0.1", running.Statistics.Problem?.ToString(), StringComparison.Ordinal);
        Assert.Equal(SourceState.Waiting, running.Statistics.State);
        free.Listen(1);
        Task<Socket> accepting = free.AcceptAsync(TestContext.Current.CancellationToken).AsTask();
        await _clock.AdvanceUntilAsync(() => accepting.IsCompleted, "a connection");
        (await accepting).Dispose();
    }

    [Fact]
    public void Version_3_over_tcp_needs_the_phones_address()
    {
        SourceSetup setup = FaceMotionTcpSource.SetupFor(IPAddress.Loopback) with { PhoneAddress = null };
        Assert.Throws<BadInputException>(() => new FaceMotionTcpSource(setup));
    }

    [Fact]
    public async Task A_tcp_port_held_by_another_program_is_told_and_taken_when_it_is_free()
    {
        using var phone = new SimulatedPhone();
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        other.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        other.Listen(1);
        int port = ((IPEndPoint)other.LocalEndPoint!).Port;
        await using RunningFaceSource running = new(TextSource(phone, port));
        await Eventually.HoldsAsync(() => running.Statistics.State == SourceState.PortInUse, "the port is in use");
        other.Dispose();
        await _clock.AdvanceUntilAsync(() => running.Statistics.State == SourceState.Waiting, "the port is taken");
    }

    private IFacialMocapTcpSource TextSource(SimulatedPhone phone, int port = 0) => new(
        IFacialMocapTcpSource.SetupFor(SimulatedPhone.Address) with { Port = port, PhonePort = phone.Port, ListenAddress = IPAddress.Loopback },
        clock: _clock);

    private static byte[] Framed(byte[] packet) => [.. packet, .. "___iFacialMocap"u8];

    private static async Task<Socket> ConnectAsync(RunningFaceSource running)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, await running.PortAsync()));
        return socket;
    }

    private static async Task SendAsync(Socket socket, byte[] bytes)
    {
        for (int sent = 0; sent < bytes.Length;)
        {
            sent += await socket.SendAsync(bytes.AsMemory(sent), SocketFlags.None);
        }
    }

    private static async Task<byte[]> ReceiveAsync(Socket socket, int length)
    {
        byte[] bytes = new byte[length];
        using var limit = new CancellationTokenSource(Eventually.Limit);
        for (int received = 0; received < length;)
        {
            int more = await socket.ReceiveAsync(bytes.AsMemory(received), SocketFlags.None, limit.Token);
            Assert.NotEqual(0, more);
            received += more;
        }

        return bytes;
    }
}
