using System.Net;
using Bunraku.Core.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Bunraku.Studio.Security;

/// <summary>
/// Refuses requests that a foreign web page could have caused: those for a host name that is not this machine's (DNS rebinding), and those that come from
/// the page of another origin. Refuses those that come through a proxy which the user has not announced, too.
/// </summary>
internal sealed class HostGuard
{
    private static readonly Phrase HowToAnnounce = Phrase.Of("Start Studio with --behind-proxy and --allow-host NAME, and let the proxy send X-Forwarded-Proto and X-Forwarded-Host.");
    private static readonly string[] MarksOfProxies = ["X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Forwarded"];
    private readonly RequestDelegate _next;
    private readonly bool _isBehindProxy;
    private readonly HashSet<string> _names;

    public HostGuard(RequestDelegate next, StudioOptions options)
    {
        _next = next;
        _isBehindProxy = options.BehindProxy;
        _names = new HashSet<string>(options.AllowedHosts, StringComparer.OrdinalIgnoreCase) { "localhost", Dns.GetHostName() };
        foreach (string url in options.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            _names.Add(BindingAddress.Parse(url).Host);
        }
    }

    public Task InvokeAsync(HttpContext context)
    {
        if (!IsOurs(context.Request.Host, context.Connection.LocalIpAddress))
        {
            return Refuse(context, Phrase.Of($"Studio does not answer for the host {ForeignText.Quote(context.Request.Host.Value)}. Open it by the address that it printed when it started, or start it with --allow-host and this name."));
        }

        // Through a proxy of this machine everybody seems to be here.
        if (!_isBehindProxy && context.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote) && MarksOfProxies.Any(context.Request.Headers.ContainsKey))
        {
            return Refuse(context, Phrase.Of($"This request came through a proxy. {HowToAnnounce}"));
        }

        StringValues origin = context.Request.Headers.Origin;
        if (StringValues.IsNullOrEmpty(origin))
        {
            return NeedsOrigin(context.Request)
                ? Refuse(context, Phrase.Of("Studio refused this request because it does not say which page it comes from (no Origin header)."))
                : _next(context);
        }

        return IsSameOrigin(origin, context.Request)
            ? _next(context)
            : Refuse(context, Phrase.Of($"Studio refused this request because it comes from another page ({origin}), not from {Own(context.Request)}. If that is a proxy: {HowToAnnounce}"));
    }

    private bool IsOurs(HostString host, IPAddress? local)
    {
        string name = HostNames.Plain(host.Host);
        return _names.Contains(name)
            || (IPAddress.TryParse(name, out IPAddress? address) && (IPAddress.IsLoopback(address) || (local is not null && address.Equals(Plain(local)))));
    }

    // A dual-mode socket shows IPv4 addresses in their IPv6 form.
    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    /// <summary>Programs send no origin, and need a token instead.</summary>
    private static bool NeedsOrigin(HttpRequest request) => !Refusal.IsForPrograms(request)
        && (!(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) || request.Headers.ContainsKey(HeaderNames.Upgrade));

    private static bool IsSameOrigin(StringValues origin, HttpRequest request) =>
        origin.Count == 1 && string.Equals(origin[0], Own(request), StringComparison.OrdinalIgnoreCase);

    private static string Own(HttpRequest request) => $"{request.Scheme}://{request.Host.Value}";

    private static Task Refuse(HttpContext context, Phrase reason) => Refusal.WriteAsync(context, StatusCodes.Status403Forbidden, reason);
}
