using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Bunraku.Studio.Features.Api;
using Bunraku.Studio.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Bunraku.Studio.Tests.Api;

/// <summary>A program that uses a Studio's API.</summary>
internal sealed class ApiClient(StudioServer studio)
{
    public string Token => studio.App.Services.GetRequiredService<ApiToken>().Value!;

    /// <summary>Asks, and gives the status with the JSON of the answer.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Answer)> SendAsync(HttpMethod method, string path, string? body = null, string? token = "", params (string Name, string Value)[] headers)
    {
        using HttpResponseMessage response = await AskAsync(method, path, body, token, headers);
        byte[] bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        return (response.StatusCode, bytes.Length == 0 ? default : JsonDocument.Parse(bytes).RootElement);
    }

    public Task<HttpResponseMessage> AskAsync(HttpMethod method, string path, string? body = null, string? token = "", params (string Name, string Value)[] headers)
    {
        HttpRequestMessage request = studio.Request(method, "/api" + path);
        if (token is not null)
        {
            request.Headers.Add("Authorization", "Bearer " + (token.Length > 0 ? token : Token));
        }

        foreach ((string name, string value) in headers)
        {
            request.Headers.Add(name, value);
        }

        request.Content = body is null ? null : new StringContent(body);
        return studio.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<ClientWebSocket> ConnectAsync(string path, Action<ClientWebSocketOptions>? set = null)
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        (set ?? (options => options.SetRequestHeader("Authorization", "Bearer " + Token)))(socket.Options);
        await socket.ConnectAsync(new Uri($"ws://{studio.Address.Authority}/api{path}"), TestContext.Current.CancellationToken);
        return socket;
    }

    public static Task SendAsync(ClientWebSocket socket, string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken);

    public static async Task<JsonElement> ReceiveAsync(ClientWebSocket socket)
    {
        byte[] message = new byte[16384];
        int length = 0;
        ValueWebSocketReceiveResult part;
        do
        {
            part = await socket.ReceiveAsync(message.AsMemory(length), TestContext.Current.CancellationToken);
            Assert.Equal(WebSocketMessageType.Text, part.MessageType);
            length += part.Count;
        }
        while (!part.EndOfMessage);
        return JsonDocument.Parse(message.AsMemory(0, length)).RootElement;
    }
}
