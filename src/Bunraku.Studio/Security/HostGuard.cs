using System.Net;
using Bunraku.Core.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Bunraku.Studio.Security;

/// <summary>
/// Refuses requests that a foreign web page could have caused: those for a host name that is not this machine's (DNS rebinding), and those that come from
/// the page of another origin.
/// </summary>
internal sealed class HostGuard
{
    private readonly RequestDelegate _next;
    private readonly HashSet<string> _names;

    public HostGuard(RequestDelegate next, StudioOptions options)
    {
        _next = next;
        _names = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "localhost", Dns.GetHostName() };
        foreach (string url in options.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            _names.Add(BindingAddress.Parse(url).Host);
        }
    }

    public Task InvokeAsync(HttpContext context)
    {
        if (!IsOurs(context.Request.Host, context.Connection.LocalIpAddress))
        {
            return Refuse(context, $"Studio does not answer for the host {ForeignText.Quote(context.Request.Host.Value)}. Open it by the address that it printed when it started.");
        }

        StringValues origin = context.Request.Headers.Origin;
        if (StringValues.IsNullOrEmpty(origin))
        {
            return NeedsOrigin(context.Request)
                ? Refuse(context, "Studio refused this request because it does not say which page it comes from (no Origin header).")
                : _next(context);
        }

        return IsSameOrigin(origin, context.Request)
            ? _next(context)
            : Refuse(context, $"Studio refused this request because it comes from another page ({origin}).");
    }

    private bool IsOurs(HostString host, IPAddress? local)
    {
        if (IPAddress.TryParse(host.Host.Trim('[', ']'), out IPAddress? address))
        {
            return IPAddress.IsLoopback(address) || (local is not null && address.Equals(Plain(local)));
        }

        return _names.Contains(host.Host);
    }

    // A dual-mode socket shows IPv4 addresses in their IPv6 form.
    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private static bool NeedsOrigin(HttpRequest request) =>
        !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) || request.Headers.ContainsKey(HeaderNames.Upgrade);

    private static bool IsSameOrigin(StringValues origin, HttpRequest request) =>
        origin.Count == 1 && string.Equals(origin[0], $"{request.Scheme}://{request.Host.Value}", StringComparison.OrdinalIgnoreCase);

    private static Task Refuse(HttpContext context, string reason)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(reason);
    }
}
