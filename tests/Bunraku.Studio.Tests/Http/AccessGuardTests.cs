using System.Net;
using Bunraku.Studio.Security;
using Microsoft.AspNetCore.Http;

namespace Bunraku.Studio.Tests.Http;

/// <summary>Who gets in where Studio listens to the whole network.</summary>
public sealed class AccessGuardTests
{
    private static readonly IPAddress Own = IPAddress.Parse("192.168.0.5");
    private static readonly IPAddress Other = IPAddress.Parse("192.168.0.9");
    private readonly StudioOptions _options = new() { Urls = "http://0.0.0.0:7860" };

    [Theory]
    [InlineData("http://127.0.0.1:7860", false)]
    [InlineData("http://localhost:7860", false)]
    [InlineData("http://[::1]:7860;http://127.0.0.2:7860", false)]
    [InlineData("http://0.0.0.0:7860", true)]
    [InlineData("http://[::]:7860", true)]
    [InlineData("http://*:7860", true)]
    [InlineData("http://192.168.0.5:7860", true)]
    [InlineData("http://mypc.local:7860", true)]
    [InlineData("http://127.0.0.1:7860;http://192.168.0.5:7860", true)]
    public void Key_is_needed_where_other_machines_can_come(string urls, bool isNeeded) => Assert.Equal(isNeeded, new AccessKey(new StudioOptions { Urls = urls }).IsNeeded);

    [Theory]
    [InlineData("/")]
    [InlineData("/overlay")]
    [InlineData("/overlay/frames")]
    [InlineData("/_blazor")]
    [InlineData("/recordings/x.jsonl")]
    [InlineData("/?key=")]
    [InlineData("/?key=0000")]
    public async Task Other_machine_without_the_key_is_refused(string address)
    {
        var key = new AccessKey(_options);

        Assert.Equal(StatusCodes.Status401Unauthorized, (await AskAsync(key, Other, address)).Response.StatusCode);
    }

    [Fact]
    public async Task Link_lets_another_machine_in_and_leaves_the_address_bar()
    {
        var key = new AccessKey(_options);
        HttpContext first = await AskAsync(key, Other, $"/overlay?flip=1&key={key.Value}");
        string cookie = first.Response.Headers.SetCookie.ToString();

        Assert.Equal("/overlay?flip=1", first.Response.Headers.Location.ToString());
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(StatusCodes.Status204NoContent, (await AskAsync(key, Other, "/overlay/frames", cookie.Split(';')[0])).Response.StatusCode);
        Assert.Equal(StatusCodes.Status401Unauthorized, (await AskAsync(key, Other, "/", cookie.Split(';')[0] + "0")).Response.StatusCode);
    }

    [Fact]
    public async Task This_machine_needs_no_key()
    {
        var key = new AccessKey(_options);

        Assert.Equal(StatusCodes.Status204NoContent, (await AskAsync(key, IPAddress.Loopback, "/")).Response.StatusCode);
        Assert.Equal(StatusCodes.Status204NoContent, (await AskAsync(key, Own, "/distiller/x/picture.png")).Response.StatusCode);
        Assert.Equal(StatusCodes.Status204NoContent, (await AskAsync(key, IPAddress.Loopback.MapToIPv6(), "/")).Response.StatusCode);
    }

    [Theory]
    [InlineData(false, StatusCodes.Status403Forbidden)]
    [InlineData(true, StatusCodes.Status204NoContent)]
    public async Task Distiller_is_for_this_machine_unless_the_network_is_trusted(bool trusts, int status)
    {
        var key = new AccessKey(_options);

        HttpContext answer = await AskAsync(key, Other, "/Distiller/x/picture.png", $"bunraku-7860={key.Value}", _options with { TrustsNetwork = trusts });

        Assert.Equal(status, answer.Response.StatusCode);
    }

    [Fact]
    public void Visitor_is_trusted_only_when_it_is_known_to_be_here_or_nobody_else_can_come()
    {
        Assert.True(new Visitor(new StudioOptions()).IsTrusted);
        Assert.True(new Visitor(_options with { TrustsNetwork = true }).IsTrusted);
        var visitor = new Visitor(_options);
        visitor.Arrive(isHere: false);
        Assert.False(visitor.IsTrusted);
        visitor.Arrive(isHere: true);
        Assert.True(visitor.IsTrusted);
    }

    private async Task<HttpContext> AskAsync(AccessKey key, IPAddress from, string address, string? cookie = null, StudioOptions? options = null)
    {
        var context = new DefaultHttpContext();
        (context.Connection.RemoteIpAddress, context.Connection.LocalIpAddress, context.Connection.LocalPort) = (from, Own, 7860);
        var uri = new Uri("http://192.168.0.5:7860" + address);
        (context.Request.Path, context.Request.QueryString) = (uri.AbsolutePath, new QueryString(uri.Query));
        if (cookie is not null)
        {
            context.Request.Headers.Cookie = cookie;
        }

        var guard = new AccessGuard(
            passed =>
            {
                passed.Response.StatusCode = StatusCodes.Status204NoContent;
                return Task.CompletedTask;
            },
            key,
            options ?? _options);
        await guard.InvokeAsync(context);
        return context;
    }
}
