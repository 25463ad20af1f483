using System.Buffers.Binary;
using System.Net;
using System.Net.WebSockets;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Live.Frames;
using Bunraku.Live.Stages;
using Bunraku.Live.Tests.Fakes;
using Bunraku.Studio.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Bunraku.Studio.Tests.Overlay;

public sealed class OverlayEndpointTests(StudioServer studio) : IClassFixture<StudioServer>
{
    [Fact]
    public async Task Page_is_static_and_needs_no_connection_of_the_pages()
    {
        using HttpResponseMessage response = await studio.GetAsync("/overlay?flip=1&background=00ff00");
        string page = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotContain("blazor", page, StringComparison.OrdinalIgnoreCase);
        using HttpResponseMessage script = await studio.GetAsync("/js/overlay.js");
        Assert.Equal(HttpStatusCode.OK, script.StatusCode);
    }

    [Fact]
    public async Task File_for_streaming_programs_has_the_address_and_may_load_the_sign_that_Studio_runs()
    {
        using HttpResponseMessage file = await studio.GetAsync("/overlay/file");
        using HttpResponseMessage sign = await studio.GetAsync("/overlay/sign.svg?1");
        using HttpResponseMessage other = await studio.GetAsync("/img/bunraku.svg");

        Assert.Equal("attachment", file.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Contains($"new URL('{studio.Address.GetLeftPart(UriPartial.Authority)}/overlay')", await file.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, "image/svg+xml"), (sign.StatusCode, sign.Content.Headers.ContentType?.MediaType));
        Assert.Equal(["cross-origin"], sign.Headers.GetValues("Cross-Origin-Resource-Policy"));
        Assert.Equal(["same-origin"], other.Headers.GetValues("Cross-Origin-Resource-Policy"));
    }

    [Fact]
    public async Task Overlay_shows_the_page_on_the_air_and_leaves_it_for_another_one()
    {
        OpenStages stages = studio.App.Services.GetRequiredService<OpenStages>();
        OnAir onAir = studio.App.Services.GetRequiredService<OnAir>();
        Stage first = OpenStage(stages, alpha: 1);
        Stage second = OpenStage(stages, alpha: 0);
        onAir.Open(first);
        using (ClientWebSocket overlay = await ConnectAsync())
        {
            Assert.Equal(255, await AlphaAsync(overlay));
            onAir.Start(second);
            await Assert.ThrowsAnyAsync<WebSocketException>(() => AlphaAsync(overlay));
        }

        using (ClientWebSocket overlay = await ConnectAsync())
        {
            Assert.Equal(0, await AlphaAsync(overlay));
        }

        onAir.Stop(second);
        onAir.Close(first);
    }

    [Theory]
    [InlineData("..%2fstudio.json")]
    [InlineData("%2fetc%2fpasswd")]
    [InlineData("nothing.jsonl")]
    public async Task Recording_that_is_not_in_its_folder_is_not_served(string name)
    {
        using HttpResponseMessage response = await studio.GetAsync("/recordings/" + name);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private static LiveStage OpenStage(OpenStages stages, float alpha)
    {
        LiveStage stage = stages.Open();
        stage.Show(TestCharacter.Actor(new PoserFake()));
        stage.Pose = Pose.Rest.With("head_x", alpha);
        return stage;
    }

    private async Task<ClientWebSocket> ConnectAsync()
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", studio.Address.GetLeftPart(UriPartial.Authority));
        await socket.ConnectAsync(new Uri($"ws://{studio.Address.Authority}/overlay/frames"), TestContext.Current.CancellationToken);
        return socket;
    }

    private static async Task<byte> AlphaAsync(ClientWebSocket socket)
    {
        byte[] message = new byte[FrameMessage.Length(FramePixels.Panel(CharacterPicture.Size))];
        int length = 0;
        ValueWebSocketReceiveResult received;
        do
        {
            received = await socket.ReceiveAsync(message.AsMemory(length), TestContext.Current.CancellationToken);
            length += received.Count;
            if (received.MessageType == WebSocketMessageType.Close)
            {
                throw new WebSocketException(WebSocketError.ConnectionClosedPrematurely);
            }
        }
        while (!received.EndOfMessage);
        Assert.Equal(1u, BinaryPrimitives.ReadUInt32LittleEndian(message));
        return message[FrameMessage.HeaderLength + 3];
    }
}
