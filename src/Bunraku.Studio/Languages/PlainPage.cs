using System.Net;
using System.Text.RegularExpressions;
using Bunraku.Core.Errors;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Bunraku.Studio.Languages;

/// <summary>Pages without Blazor: HTML files of the web root. What stands between double braces in them is said in the reader's language.</summary>
internal static partial class PlainPage
{
    /// <summary>The HTML of a page.</summary>
    /// <param name="context">The request for it.</param>
    /// <param name="name">Its file.</param>
    public static async Task<string> ReadAsync(HttpContext context, string name)
    {
        string root = context.RequestServices.GetRequiredService<IWebHostEnvironment>().WebRootPath;
        string page = await File.ReadAllTextAsync(Path.Combine(root, name), context.RequestAborted);
        Texts texts = context.Texts();
        return Places()
            .Replace(page, place => Html(texts.Marked(Phrase.Verbatim(place.Groups["text"].Value))))
            .Replace("<html lang=\"en\">", $"<html lang=\"{texts.Language.Code}\">", StringComparison.Ordinal);
    }

    private static string Html(MarkedText text) => string.Concat(text.Parts().Select(part => part.Kind == MarkedText.Kind.Link
        ? $"<a href=\"{WebUtility.HtmlEncode(part.Address)}\">{WebUtility.HtmlEncode(part.Text)}</a>"
        : WebUtility.HtmlEncode(part.Text)));

    [GeneratedRegex(@"\{\{(?<text>.+?)\}\}")]
    private static partial Regex Places();
}
