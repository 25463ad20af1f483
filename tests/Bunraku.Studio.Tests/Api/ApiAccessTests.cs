using System.Net;
using System.Net.WebSockets;
using Bunraku.Live.Tests.Fakes;
using Bunraku.Studio.Features.Api;
using Bunraku.Studio.Tests.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bunraku.Studio.Tests.Api;

/// <summary>Who may use the API.</summary>
public sealed class ApiAccessTests(StudioServer studio) : IClassFixture<StudioServer>
{
    private readonly ApiClient _client = new(studio);

    public static TheoryData<string, string> Addresses => new()
    {
        { "GET", "/characters" }, { "POST", "/character" }, { "GET", "/expressions" }, { "POST", "/expressions/Joy" }, { "DELETE", "/expressions" }, { "GET", "/frame.png" },
        { "GET", "/pose" }, { "POST", "/pose" }, { "DELETE", "/pose" }, { "GET", "/pose/in" }, { "GET", "/pose/out" }, { "GET", "/nothing" },
    };

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Everything_but_the_status_needs_the_token(string method, string path)
    {
        foreach (string? token in new[] { null, "wrong", new string('0', 48) })
        {
            (HttpStatusCode status, var answer) = await _client.SendAsync(new HttpMethod(method), path, token: token);

            Assert.Equal(HttpStatusCode.Unauthorized, status);
            Assert.Contains("Authorization: Bearer", answer.GetProperty("error").GetString(), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.OK, (await _client.SendAsync(HttpMethod.Get, "/status", token: null)).Status);
    }

    [Theory]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("X-Forwarded-For", "192.0.2.7")]
    [InlineData("Host", "evil.example")]
    public async Task Page_of_another_site_gets_nothing_even_with_the_token(string header, string value)
    {
        foreach (string path in new[] { "/status", "/frame.png", "/pose" })
        {
            (HttpStatusCode status, var answer) = await _client.SendAsync(HttpMethod.Get, path, headers: (header, value));

            Assert.Equal(HttpStatusCode.Forbidden, status);
            Assert.NotEmpty(answer.GetProperty("error").GetString()!);
        }

        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.SetRequestHeader(header, value);
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(new Uri($"ws://{studio.Address.Authority}/api/pose/out?token={_client.Token}"), TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.Forbidden, socket.HttpStatusCode);
    }

    [Fact]
    public async Task Question_of_a_browser_before_a_foreign_request_is_refused()
    {
        (HttpStatusCode status, _) = await _client.SendAsync(
            HttpMethod.Options, "/pose", token: null, headers: [("Origin", "http://evil.example"), ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "authorization")]);

        Assert.Equal(HttpStatusCode.Forbidden, status);
    }

    [Fact]
    public async Task Token_in_the_address_is_for_connections_alone()
    {
        using ClientWebSocket socket = await _client.ConnectAsync("/pose/out?token=" + _client.Token, _ => { });
        Assert.Equal(WebSocketState.Open, socket.State);

        Assert.Equal(HttpStatusCode.Unauthorized, (await _client.SendAsync(HttpMethod.Get, "/pose?token=" + _client.Token, token: null)).Status);
    }

    [Fact]
    public async Task Commands_of_before_still_need_their_origin()
    {
        using HttpResponseMessage response = await studio.Client.SendAsync(studio.Request(HttpMethod.Post, "/expressions/Joy"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public void Token_is_private_stays_and_shuts_programs_out_when_it_is_deleted()
    {
        using var folder = new TemporaryFolder();
        var options = new StudioOptions { DataFolder = Path.Combine(folder.Path, "data") };
        string file = Path.Combine(options.DataFolder, "api-token");
        ApiToken first = Token(options);
        string value = first.Value!;
        Assert.Equal(value + "\n", File.ReadAllText(file));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            File.SetUnixFileMode(file, (UnixFileMode)0b110_100_100);
        }

        Assert.Equal(value, Token(options).Value);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        File.Delete(file);
        Assert.False(first.Fits(value));
        Assert.NotEqual(value, Token(options).Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("ZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZ")]
    public void Damaged_token_is_replaced(string text)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "api-token"), text);

        ApiToken token = Token(new StudioOptions { DataFolder = folder.Path });

        Assert.Equal(48, token.Value!.Length);
        Assert.False(token.Fits(text));
        Assert.False(token.Fits(null));
        Assert.True(token.Fits(token.Value));
    }

    [Fact]
    public void Folder_that_cannot_be_written_costs_the_api_and_not_Studio()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "data"), "a file");

        ApiToken token = Token(new StudioOptions { DataFolder = Path.Combine(folder.Path, "data") });

        Assert.Null(token.Value);
        Assert.False(token.Fits(""));
    }

    private static ApiToken Token(StudioOptions options) => new(options, NullLogger<ApiToken>.Instance);
}
