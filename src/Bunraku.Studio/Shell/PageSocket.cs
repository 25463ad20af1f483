using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;

namespace Bunraku.Studio.Shell;

/// <summary>Connections that pages open.</summary>
internal static class PageSocket
{
    /// <summary>Accepts a request for a connection.</summary>
    /// <returns>Null where the request is for something else; it is answered then.</returns>
    public static async Task<WebSocket?> AcceptAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            return null;
        }

        return await context.WebSockets.AcceptWebSocketAsync();
    }
}
