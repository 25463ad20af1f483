using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Bunraku.Studio.Languages;

/// <summary>The texts of answers that are not pages of Blazor.</summary>
internal static class RequestTexts
{
    /// <summary>The texts in the language of the one who asks.</summary>
    public static Texts Texts(this HttpContext context)
    {
        var texts = new Texts();
        texts.Use(context.RequestServices.GetRequiredService<ILanguageChoice>().For(context.Request.Headers.AcceptLanguage));
        return texts;
    }
}
