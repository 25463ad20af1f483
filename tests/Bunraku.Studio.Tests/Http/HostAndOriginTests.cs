using System.Net;
using System.Net.WebSockets;
using Bunraku.Core.Images;
using Bunraku.Live.Frames;
using Bunraku.Live.Stages;
using Bunraku.Live.Tests.Fakes;
using Bunraku.Studio.Features.Stages;
using Microsoft.Extensions.DependencyInjection;

namespace Bunraku.Studio.Tests.Http;

public sealed class HostAndOriginTests(StudioServer studio) : IClassFixture<StudioServer>
{
    [Theory]
    [InlineData("evil.example")]
    [InlineData("localhost.evil.example")]
    [InlineData("127.0.0.1.evil.example:7860")]
    [InlineData("192.0.2.7")]
    public async Task Request_for_a_foreign_host_is_refused_with_a_reason(string host)
    {
        using HttpRequestMessage request = studio.Request(HttpMethod.Get, "/student-manual-poser");
        request.Headers.Host = host;
        using HttpResponseMessage response = await studio.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains(host, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:80")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]")]
    public async Task Request_for_a_name_of_this_machine_is_answered(string host)
    {
        using HttpRequestMessage request = studio.Request(HttpMethod.Get, "/css/studio.css");
        request.Headers.Host = host;
        using HttpResponseMessage response = await studio.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("null")]
    [InlineData("http://127.0.0.1:1")]
    public async Task Request_from_the_page_of_another_origin_is_refused(string origin)
    {
        using HttpRequestMessage request = studio.Request(HttpMethod.Get, "/css/studio.css");
        request.Headers.Add("Origin", origin);
        using HttpResponseMessage response = await studio.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Connection_of_the_pages_is_refused_without_an_origin_and_granted_with_the_right_one()
    {
        using HttpResponseMessage without = await NegotiateAsync(origin: null);
        using HttpResponseMessage with = await NegotiateAsync(studio.Address.GetLeftPart(UriPartial.Authority));

        Assert.Equal(HttpStatusCode.Forbidden, without.StatusCode);
        Assert.Equal(HttpStatusCode.OK, with.StatusCode);
    }

    [Fact]
    public async Task Frames_are_refused_to_the_page_of_another_origin()
    {
        Stage stage = studio.App.Services.GetRequiredService<OpenStages>().Open();

        foreach (string? origin in new[] { null, "http://evil.example" })
        {
            using var socket = new ClientWebSocket();
            socket.Options.SetRequestHeader("Origin", origin);
            socket.Options.CollectHttpResponseDetails = true;
            await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(FramesAddress(stage), TestContext.Current.CancellationToken));
            Assert.Equal(HttpStatusCode.Forbidden, socket.HttpStatusCode);
        }
    }

    [Fact]
    public async Task Frames_reach_the_pages_own_canvas()
    {
        LiveStage stage = studio.App.Services.GetRequiredService<OpenStages>().Open();
        stage.Show(TestCharacter.Actor(new PoserFake()));
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", studio.Address.GetLeftPart(UriPartial.Authority));
        await socket.ConnectAsync(FramesAddress(stage), TestContext.Current.CancellationToken);

        byte[] message = new byte[FrameMessage.Length(FramePixels.Panel(CharacterPicture.Size))];
        int length = 0;
        ValueWebSocketReceiveResult received;
        do
        {
            received = await socket.ReceiveAsync(message.AsMemory(length), TestContext.Current.CancellationToken);
            length += received.Count;
        }
        while (!received.EndOfMessage);

        Assert.Equal(WebSocketMessageType.Binary, received.MessageType);
        Assert.Equal(message.Length, length);
    }

    private async Task<HttpResponseMessage> NegotiateAsync(string? origin)
    {
        using HttpRequestMessage request = studio.Request(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        return await studio.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private Uri FramesAddress(Stage stage) => new($"ws://{studio.Address.Authority}{stage.FramesAddress()}");
}
