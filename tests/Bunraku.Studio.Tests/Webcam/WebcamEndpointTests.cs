using System.Net;
using System.Net.WebSockets;
using Bunraku.Live.Puppets;
using Bunraku.Live.Tests.Fakes;
using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Sources.MediaPipe;
using Bunraku.Studio.Features.Webcam;
using Bunraku.Studio.Tests.Http;
using Bunraku.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace Bunraku.Studio.Tests.Webcam;

public sealed class WebcamEndpointTests(StudioServer studio) : IClassFixture<StudioServer>
{
    private static readonly float[] Straight = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, -50, 1];

    private PuppetSession Session => studio.App.Services.GetRequiredService<PuppetSessions>().Webcam;

    private MediaPipeSource Source => studio.App.Services.GetRequiredService<WebcamFeed>().Source;

    [Fact]
    public async Task Face_of_the_page_becomes_the_face_of_the_puppeteer_until_the_page_goes()
    {
        using (ClientWebSocket page = await ConnectAsync())
        {
            await SendAsync(page, Face(0.75f));
            await Until.TrueAsync(() => Session.Input.Current?[Blendshape.JawOpen] is 0.75, "the face arrives");
            await SendAsync(page, MediaPipePage.Message([], [], 20));
            await Until.TrueAsync(() => Session.Input.Current is { IsFaceFound: false }, "the loss of the face arrives");

            await page.CloseAsync(WebSocketCloseStatus.NormalClosure, null, TestContext.Current.CancellationToken);
        }

        await Until.TrueAsync(() => !Session.IsRunning, "the puppeteer stops");
    }

    [Fact]
    public async Task Connection_that_ends_after_the_services_of_Studio_have_ended_is_no_failure()
    {
        ServiceProvider services = new ServiceCollection().AddSingleton(studio.App.Services.GetRequiredService<PuppetSessions>()).AddSingleton<WebcamFeed>().BuildServiceProvider();
        WebcamFeed feed = services.GetRequiredService<WebcamFeed>();
        CancellationTokenSource turn = await feed.BeginAsync();
        await services.DisposeAsync();

        await feed.EndAsync(turn);

        Assert.False(Session.IsRunning);
    }

    [Fact]
    public async Task Message_that_makes_no_sense_is_counted_and_the_next_face_taken()
    {
        using ClientWebSocket page = await ConnectAsync();
        long before = Source.Statistics.Malformed;
        await SendAsync(page, [1, 2, 3]);
        await SendAsync(page, new byte[MediaPipeMessage.FaceLength + 1]);
        await SendAsync(page, Face(0.5f));

        await Until.TrueAsync(() => Session.Input.Current?[Blendshape.JawOpen] is 0.5, "the face after them arrives");
        Assert.Equal(before + 2, Source.Statistics.Malformed);
    }

    [Fact]
    public async Task Page_that_comes_later_takes_over_and_the_earlier_one_is_told()
    {
        using ClientWebSocket first = await ConnectAsync();
        await SendAsync(first, Face(0.1f));
        await Until.TrueAsync(() => Session.Input.Current is not null, "the first page's face arrives");
        using ClientWebSocket second = await ConnectAsync();

        ValueWebSocketReceiveResult told = await first.ReceiveAsync(new byte[16].AsMemory(), TestContext.Current.CancellationToken);
        Assert.Equal(WebSocketMessageType.Close, told.MessageType);
        Assert.Equal(4000, (int)first.CloseStatus!);
        await first.CloseAsync(WebSocketCloseStatus.NormalClosure, null, TestContext.Current.CancellationToken);
        await SendAsync(second, Face(0.9f));
        await Until.TrueAsync(() => Session.Input.Current?[Blendshape.JawOpen] is > 0.89, "the second page's face arrives");
    }

    [Fact]
    public async Task Page_of_another_origin_cannot_send_faces()
    {
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", "http://evil.example");
        socket.Options.CollectHttpResponseDetails = true;

        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(Address, TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.Forbidden, socket.HttpStatusCode);
    }

    private Uri Address => new($"ws://{studio.Address.Authority}/webcam/faces");

    private static byte[] Face(float jawOpen)
    {
        float[] scores = new float[Blendshapes.Count];
        scores[(int)Blendshape.JawOpen] = jawOpen;
        return MediaPipePage.Message(scores, Straight, 10);
    }

    private async Task<ClientWebSocket> ConnectAsync()
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", studio.Address.GetLeftPart(UriPartial.Authority));
        await socket.ConnectAsync(Address, TestContext.Current.CancellationToken);
        return socket;
    }

    private static Task SendAsync(ClientWebSocket socket, byte[] message) =>
        socket.SendAsync(message, WebSocketMessageType.Binary, endOfMessage: true, TestContext.Current.CancellationToken);
}
