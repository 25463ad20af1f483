using Bunraku.Core.Errors;
using Microsoft.AspNetCore.Http;

namespace Bunraku.Studio.Security;

/// <summary>
/// Lets other machines in with the key alone. The key comes with the address once (<c>?key=...</c>) and is then kept in a cookie. What belongs to the distiller
/// stays with the machine that runs Studio, unless its user trusts the network.
/// </summary>
internal sealed class AccessGuard(RequestDelegate next, AccessKey key, StudioOptions options)
{
    private const string Parameter = "key";

    public Task InvokeAsync(HttpContext context)
    {
        if (!key.IsNeeded || key.IsHere(context))
        {
            return next(context);
        }

        string cookie = $"bunraku-{context.Connection.LocalPort}";
        if (key.Fits(context.Request.Query[Parameter]))
        {
            context.Response.Cookies.Append(cookie, key.Value, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true, Secure = context.Request.IsHttps });
            context.Response.Redirect(context.Request.Path + QueryString.Create(context.Request.Query.Where(part => part.Key != Parameter)));
            return Task.CompletedTask;
        }

        if (!key.Fits(context.Request.Cookies[cookie]))
        {
            return Refusal.WriteAsync(context, StatusCodes.Status401Unauthorized, Phrase.Of("This Studio runs on another computer. Open it with the link that it printed there, which holds the key."));
        }

        return !options.TrustsNetwork && context.Request.Path.StartsWithSegments("/distiller", StringComparison.OrdinalIgnoreCase)
            ? Refusal.WriteAsync(context, StatusCodes.Status403Forbidden, Visitor.Advice)
            : next(context);
    }
}
