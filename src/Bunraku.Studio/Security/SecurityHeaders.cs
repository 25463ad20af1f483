using Microsoft.AspNetCore.Http;

namespace Bunraku.Studio.Security;

/// <summary>Tells the browser that a page uses nothing from elsewhere and that no other site may use or frame it.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    // MudBlazor sets its theme by a style element and places popovers by style attributes: styles alone may be inline.
    // The webcam page's face detection is WebAssembly, which a script may compile only with leave; JavaScript from text stays forbidden.
    internal const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; " +
        "worker-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        return next(context);
    }
}
