using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Bunraku.Studio.Features.Help;

/// <summary>The pictures of the documents.</summary>
internal static class HelpEndpoints
{
    public static void MapHelp(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/help/images/{name}", Results<PhysicalFileHttpResult, NotFound> (string name) =>
            HelpTexts.PictureOf(name) is { } path ? TypedResults.PhysicalFile(path, HelpTexts.TypeOf(name)) : TypedResults.NotFound());
}
