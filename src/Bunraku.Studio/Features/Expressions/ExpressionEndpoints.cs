using Bunraku.Live.Expressions;
using Bunraku.Studio.Shell;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Bunraku.Studio.Features.Expressions;

/// <summary>The expressions for pages, and for programs that press their buttons (docs/expressions.md).</summary>
internal static class ExpressionEndpoints
{
    public static void AddExpressions(this IServiceCollection services)
    {
        services.AddSingleton<ExpressionMixer>();
        services.AddSingleton<ExpressionPictures>();
    }

    public static void MapExpressions(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/expressions/pictures/{key}", async Task<Results<FileContentHttpResult, NotFound>> (string key, HttpContext context, ExpressionPictures pictures) =>
        {
            context.Response.Headers.CacheControl = "private, max-age=86400"; // The address follows from the content.
            return await Task.Run(() => pictures.Find(key)) is { } png ? TypedResults.File(png, "image/png") : TypedResults.NotFound();
        });
        routes.MapPost("/expressions/{name}", Results<NoContent, NotFound> (string name, string? on, SettingsFile settings, ExpressionMixer mixer) =>
        {
            if (settings.Get<ExpressionSettings>().Find(name) is not { } expression)
            {
                return TypedResults.NotFound();
            }

            mixer.Set(expression, on is null ? !mixer.IsOn(name) : on is "1" or "true");
            return TypedResults.NoContent();
        });
        routes.MapDelete("/expressions", (ExpressionMixer mixer) =>
        {
            mixer.Clear();
            return TypedResults.NoContent();
        });
    }
}
