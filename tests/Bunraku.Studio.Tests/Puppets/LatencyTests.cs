using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using Bunraku.Core.Characters;
using Bunraku.Core.Images;
using Bunraku.Live.Frames;
using Bunraku.Live.Puppets;
using Bunraku.Live.Stages;
using Bunraku.Live.Tests.Fakes;
using Bunraku.Live.Trackers;
using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Recording;
using Bunraku.Siren;
using Bunraku.Studio.Features.Stages;
using Bunraku.Studio.Tests.Http;
using Bunraku.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace Bunraku.Studio.Tests.Puppets;

/// <summary>How late a frame is: a recorded face is sent as a phone's datagrams, and its frames go to a canvas that takes them at once.</summary>
[Trait("Category", "Slow")]
public sealed class LatencyTests(StudioServer studio, ITestOutputHelper output) : IClassFixture<StudioServer>
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(6);

    [Fact]
    public async Task Time_from_packet_to_frame_is_reported()
    {
        using var folder = new TemporaryFolder();
        string recording = PhoneFake.Record(folder.Path, Length);
        PuppetSession session = studio.App.Services.GetRequiredService<PuppetSessions>().Phone;
        CharacterModel character = CharacterModel.Load(TestData.Koito);
        session.Stage.Show(new Actor(character, new StudentPoser(character)));
        int port = PhoneFake.FreePort();
        await session.StartAsync(Tracker.Sources(new TrackerConnection { Tracker = TrackerKind.IFacialMocap, Port = port }));

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        Task watching = WatchAsync(session.Stage, ended.Token);
        await SendAsync(recording, port);
        StageFigures figures = session.Stage.Meter.Read();
        await ended.CancelAsync();
        await watching;
        await session.StopAsync();

        Assert.NotNull(figures.LatencyMedian);
        Assert.NotNull(figures.EngineMilliseconds);
        Assert.InRange(figures.LatencyMedian.Value, 0.01, 60_000);
        Assert.True(figures.LatencyMedian <= figures.Latency95);
        output.WriteLine(
            $"latency from packet to frame: p50 {figures.LatencyMedian:F1} ms, p95 {figures.Latency95:F1} ms; engine's frame time p50 {figures.EngineMilliseconds:F1} ms; "
            + $"p50 is {figures.LatencyMedian / figures.EngineMilliseconds:F2} frame times; {figures.FramesPerSecond:F1} frames a second");
    }

    private static async Task SendAsync(string recording, int port)
    {
        using var phone = new UdpClient(AddressFamily.InterNetwork);
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        await foreach (FacePose face in FaceReplay.PlayAsync(FaceRecordingReader.ReadAllAsync(recording, cancellation), TimeProvider.System, cancellationToken: cancellation))
        {
            await phone.SendAsync(PhoneFake.Datagram(face), new IPEndPoint(IPAddress.Loopback, port), cancellation);
        }
    }

    /// <summary>A canvas that acknowledges each frame as soon as it has it.</summary>
    private async Task WatchAsync(Stage stage, CancellationToken cancellation)
    {
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", studio.Address.GetLeftPart(UriPartial.Authority));
        byte[] message = new byte[FrameMessage.Length(FramePixels.Panel(CharacterPicture.Size))];
        try
        {
            await socket.ConnectAsync(new Uri($"ws://{studio.Address.Authority}{stage.FramesAddress()}"), cancellation);
            while (true)
            {
                if ((await socket.ReceiveAsync(message.AsMemory(), cancellation)).EndOfMessage)
                {
                    await socket.SendAsync("ok"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, cancellation);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Enough was seen.
        }
    }
}
