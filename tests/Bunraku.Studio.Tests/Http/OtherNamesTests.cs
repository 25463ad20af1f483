using System.Net;
using Bunraku.Core.Errors;
using Bunraku.Live.Tests.Fakes;
using Bunraku.Studio.Security;
using Bunraku.Studio.Shell;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Bunraku.Studio.Tests.Http;

/// <summary>Studio by another name, and behind a reverse proxy of the same machine.</summary>
public sealed class OtherNamesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    public void Dispose()
    {
        _client.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Further_name_is_answered_with_the_key_alone_and_this_machine_without_it()
    {
        await using WebApplication studio = await StartAsync(new StudioOptions { AllowedHosts = ["mypc.local"] });
        string cookie = Cookie(studio);

        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(studio, "/overlay", "other.local", cookie));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(studio, "/overlay", "mypc.local"));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(studio, "/overlay", "MyPC.local:7860", cookie));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(studio, "/overlay", "mypc.local.", cookie));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(studio, "/distiller/x/picture.png", "mypc.local", cookie));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(studio, "/overlay", "127.0.0.1"));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(studio, "/overlay", "localhost."));
    }

    [Fact]
    public async Task Pages_work_through_a_proxy_that_is_announced_and_everybody_needs_the_key()
    {
        await using WebApplication studio = await StartAsync(new StudioOptions { AllowedHosts = ["studio.example"], BehindProxy = true });
        string cookie = Cookie(studio);
        (string, string)[] forwarded = [("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "studio.example"), ("X-Forwarded-For", "203.0.113.9")];

        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(studio, "/", "127.0.0.1"));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(studio, "/", "127.0.0.1", cookie: null, forwarded));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(studio, "/", "127.0.0.1", cookie, forwarded));
        Assert.Equal(HttpStatusCode.OK, await NegotiateAsync(studio, cookie, "https://studio.example", forwarded));
        Assert.Equal(HttpStatusCode.Forbidden, await NegotiateAsync(studio, cookie, "http://studio.example", forwarded));
        Assert.Equal(HttpStatusCode.Forbidden, await NegotiateAsync(studio, cookie, "https://evil.example", [.. forwarded[..1], ("X-Forwarded-Host", "evil.example")]));
    }

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.9")]
    [InlineData("X-Real-IP", "203.0.113.9")]
    [InlineData("Forwarded", "for=203.0.113.9")]
    public async Task Proxy_that_was_not_announced_gets_nothing_but_the_advice(string header, string value)
    {
        await using WebApplication studio = await StartAsync(new StudioOptions());
        using HttpRequestMessage request = Request(studio, HttpMethod.Get, "/recordings/x.jsonl", "127.0.0.1", cookie: null, [(header, value)]);
        using HttpResponseMessage answer = await _client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("--behind-proxy", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_are_taken_as_browsers_send_them() => Assert.Equal(["mypc.local", "xn--r8jz45g.example", "192.168.0.5", "fe80::1"], HostNames.Check([" mypc.local. ", "例え.example", "192.168.0.5", "[fe80::1]"]));

    [Theory]
    [InlineData("http://mypc.local")]
    [InlineData("mypc.local:7860")]
    [InlineData("*")]
    [InlineData("")]
    [InlineData("a b")]
    public void What_is_not_a_name_is_refused_in_one_line(string name)
    {
        BadInputException refusal = Assert.Throws<BadInputException>(() => HostNames.Check([name]));

        Assert.StartsWith("--allow-host: ", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    private static string Cookie(WebApplication studio) =>
        $"bunraku-{new Uri(StudioAddresses.ForBrowser(studio, "")).Port}={studio.Services.GetRequiredService<AccessKey>().Value}";

    private static HttpRequestMessage Request(WebApplication studio, HttpMethod method, string path, string host, string? cookie, (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, StudioAddresses.ForBrowser(studio, path)) { Headers = { Host = host } };
        foreach ((string name, string value) in headers)
        {
            request.Headers.Add(name, value);
        }

        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        return request;
    }

    private async Task<WebApplication> StartAsync(StudioOptions options)
    {
        WebApplication studio = StudioApp.Build(options with { Urls = "http://127.0.0.1:0", OpenBrowser = false, ConfigurationFolder = _folder.Path, DataFolder = _folder.Folder("data") });
        await StudioAddresses.StartAsync(studio, TestContext.Current.CancellationToken);
        return studio;
    }

    private async Task<HttpStatusCode> AskAsync(WebApplication studio, string path, string host, string? cookie = null, params (string Name, string Value)[] headers)
    {
        using HttpRequestMessage request = Request(studio, HttpMethod.Get, path, host, cookie, headers);
        using HttpResponseMessage answer = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private async Task<HttpStatusCode> NegotiateAsync(WebApplication studio, string cookie, string origin, (string Name, string Value)[] headers)
    {
        using HttpRequestMessage request = Request(studio, HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1", "127.0.0.1", cookie, headers);
        request.Headers.Add("Origin", origin);
        using HttpResponseMessage answer = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
