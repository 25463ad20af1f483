using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Bunraku.Studio.Security;

/// <summary>How much a request may carry. Uploaded files come through the page's own connection, not in requests.</summary>
internal static class RequestLimits
{
    private const long LargestBody = 1 << 20;

    public static void Apply(KestrelServerOptions server)
    {
        server.AddServerHeader = false;
        server.Limits.MaxRequestBodySize = LargestBody;
    }
}
