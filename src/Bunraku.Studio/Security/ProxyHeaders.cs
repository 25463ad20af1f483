using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;

namespace Bunraku.Studio.Security;

/// <summary>What is believed of a reverse proxy: the scheme and the host that the browser sees.</summary>
internal static class ProxyHeaders
{
    public static ForwardedHeadersOptions Options
    {
        get
        {
            // The proxy may run in another container, so every sender is believed. A false header opens nothing: everybody needs the key.
            var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost };
            options.KnownIPNetworks.Clear();
            options.KnownProxies.Clear();
            return options;
        }
    }
}
