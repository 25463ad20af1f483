using System.Text.Json;
using Bunraku.Core.Errors;
using Bunraku.Studio.Languages;
using Microsoft.AspNetCore.Http;

namespace Bunraku.Studio.Security;

/// <summary>Answers a request that is refused with the reason: as English JSON to other programs, else as text in the browser's language.</summary>
internal static class Refusal
{
    /// <summary>The path of what other programs use (docs/studio-api.md).</summary>
    public const string Programs = "/api";

    /// <summary>Whether a request is for what other programs use.</summary>
    public static bool IsForPrograms(HttpRequest request) => request.Path.StartsWithSegments(Programs, StringComparison.OrdinalIgnoreCase);

    /// <summary>The reason as JSON.</summary>
    public static byte[] ToJson(string reason) => JsonSerializer.SerializeToUtf8Bytes(new { error = reason }, JsonSerializerOptions.Web);

    public static Task WriteAsync(HttpContext context, int status, string reason) => WriteAsync(context, status, Phrase.Verbatim(reason));

    public static Task WriteAsync(HttpContext context, int status, Phrase reason)
    {
        context.Response.StatusCode = status;
        if (!IsForPrograms(context.Request))
        {
            context.Response.ContentType = "text/plain; charset=utf-8";
            var texts = new Texts();
            texts.Use(Language.Best(context.Request.Headers.AcceptLanguage));
            return context.Response.WriteAsync(texts[reason]);
        }

        context.Response.ContentType = "application/json";
        return context.Response.Body.WriteAsync(ToJson(reason.ToString())).AsTask();
    }
}
